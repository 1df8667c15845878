package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.cluster.store.Change;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the Pods of each namespace use, kept up with every change, and the check of a new Pod against the namespace's
 * {@code ResourceQuota}s. As in Kubernetes, Pods that have ended do not count, and a Pod must declare what a quota limits.
 *
 * <p>Threading: changes and checks come under the store's lock.
 */
final class QuotaLedger {
    private static final List<String> COMPUTE =
            List.of("requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

    private final ObjectStore store;
    private final Map<String, Map<String, BigDecimal>> usedByNamespace = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> usedByPod = new HashMap<>();

    QuotaLedger(ObjectStore store) {
        this.store = store;
        store.list("pods", null).objects().forEach(pod -> count(pod, pod.ended()));
        store.listen(this::accept);
    }

    private void accept(Change change) {
        if (change.after().key().resource().equals("pods")) {
            count(change.after(), change.removed() || change.after().ended());
        }
    }

    private void count(Revision pod, boolean gone) {
        boolean counted = usedByPod.containsKey(pod.uid());
        if (counted && gone) {
            add(pod.key().namespace(), usedByPod.remove(pod.uid()), -1);
        } else if (!counted && !gone) {
            Map<String, BigDecimal> usage = usage(pod.tree());
            usedByPod.put(pod.uid(), usage);
            add(pod.key().namespace(), usage, 1);
        }
    }

    private void add(String namespace, @Nullable Map<String, BigDecimal> usage, int sign) {
        if (usage != null) {
            Map<String, BigDecimal> used = usedByNamespace.computeIfAbsent(namespace, ns -> new HashMap<>());
            usage.forEach((resource, amount) ->
                    used.merge(resource, amount.multiply(BigDecimal.valueOf(sign)), BigDecimal::add));
        }
    }

    /** What one Pod uses, by the names that quotas use. A missing request takes the limit's value. */
    static Map<String, BigDecimal> usage(JsonNode pod) {
        Map<String, BigDecimal> usage = new HashMap<>();
        usage.put("pods", BigDecimal.ONE);
        for (JsonNode container : pod.path("spec").path("containers")) {
            JsonNode resources = container.path("resources");
            for (String name : COMPUTE) {
                String[] path = name.split("\\.", 2);
                JsonNode value = resources.path(path[0]).path(path[1]);
                Quantity.parse(value.asText()).ifPresent(amount -> usage.merge(name, amount, BigDecimal::add));
            }
        }
        return usage;
    }

    /** Refuses a Pod that would exceed a quota of its namespace. */
    void admit(String namespace, String name, JsonNode pod) throws ApiRefusal {
        List<Revision> quotas = store.list("resourcequotas", namespace).objects();
        if (quotas.isEmpty()) {
            return;
        }
        Map<String, BigDecimal> asked = usage(pod);
        Map<String, BigDecimal> used = usedByNamespace.getOrDefault(namespace, Map.of());
        for (Revision quota : quotas) {
            admit(quota, name, asked, used);
        }
    }

    private static void admit(Revision quota, String name, Map<String, BigDecimal> asked, Map<String, BigDecimal> used)
            throws ApiRefusal {
        Map<String, BigDecimal> hard = hard(quota.tree());
        String missing = hard.keySet().stream()
                .filter(resource -> !asked.containsKey(resource))
                .sorted()
                .collect(Collectors.joining(","));
        if (!missing.isEmpty()) {
            throw ApiRefusal.forbidden(
                    "pods", name, "failed quota: " + quota.key().name() + ": must specify " + missing);
        }
        Map<String, BigDecimal> exceeded = new HashMap<>(hard);
        exceeded.entrySet()
                .removeIf(entry -> amount(used, entry.getKey())
                                .add(amount(asked, entry.getKey()))
                                .compareTo(entry.getValue())
                        <= 0);
        if (!exceeded.isEmpty()) {
            throw ApiRefusal.forbidden(
                    "pods",
                    name,
                    "exceeded quota: " + quota.key().name()
                            + ", requested: " + text(exceeded, resource -> amount(asked, resource))
                            + ", used: " + text(exceeded, resource -> amount(used, resource))
                            + ", limited: " + text(exceeded, resource -> amount(exceeded, resource)));
        }
    }

    /** The limits of a quota, under the long names; those this stand-in does not count are left out. */
    private static Map<String, BigDecimal> hard(JsonNode quota) {
        Map<String, BigDecimal> hard = new HashMap<>();
        quota.path("spec").path("hard").properties().forEach(entry -> {
            String name = switch (entry.getKey()) {
                case "cpu" -> "requests.cpu";
                case "memory" -> "requests.memory";
                case "count/pods" -> "pods";
                default -> entry.getKey();
            };
            if (name.equals("pods") || COMPUTE.contains(name)) {
                Quantity.parse(entry.getValue().asText()).ifPresent(limit -> hard.put(name, limit));
            }
        });
        return hard;
    }

    private static BigDecimal amount(Map<String, BigDecimal> of, String resource) {
        return of.getOrDefault(resource, BigDecimal.ZERO);
    }

    private static String text(Map<String, BigDecimal> exceeded, Function<String, BigDecimal> amount) {
        return exceeded.keySet().stream()
                .sorted()
                .map(resource -> resource + "=" + Quantity.canonical(resource, amount.apply(resource)))
                .collect(Collectors.joining(","));
    }
}
