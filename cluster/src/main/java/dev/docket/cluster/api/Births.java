package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.api.ApiRefusal.Cause;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Key;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Creation of objects: defaults, validation, quota, identity. */
final class Births {
    private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final List<String> SERVER_OWNED =
            List.of("deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink", "generation");

    private final ObjectStore store;
    private final QuotaLedger quotas;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Births(ObjectStore store, QuotaLedger quotas, Clock clock) {
        this.store = store;
        this.quotas = quotas;
        this.clock = clock;
    }

    /** Creates what a request describes; {@code namespace} is empty for what has none. */
    byte[] create(ResourceKind kind, String namespace, ObjectNode tree, boolean dryRun) throws ApiRefusal {
        header(kind, namespace, tree);
        ObjectNode metadata = Json.child(tree, "metadata");
        identify(metadata, namespace);
        String name = metadata.path("name").asText();
        if (kind == ResourceKind.POD) {
            PodDefaults.born(tree);
        }
        validate(kind, name, tree);
        Key key = new Key(kind.plural(), namespace, name);
        if (dryRun) {
            if (store.get(key) != null) {
                throw ApiRefusal.alreadyExists(kind.plural(), name, false);
            }
            quotas.admit(namespace, name, tree);
            return Json.bytes(tree);
        }
        Revision created = store.create(key, tree, () -> admit(kind, namespace, name, tree));
        if (created == null) {
            Revision holder = store.get(key);
            boolean leaving = holder != null && holder.lifecycle().deletionTimestamp() != null;
            throw ApiRefusal.alreadyExists(kind.plural(), name, leaving);
        }
        return created.bytes();
    }

    private void admit(ResourceKind kind, String namespace, String name, ObjectNode tree) throws ApiRefusal {
        if (kind.namespaced() && store.get(new Key("namespaces", "", namespace)) == null) {
            throw ApiRefusal.notFound("namespaces", namespace);
        }
        if (kind == ResourceKind.POD) {
            quotas.admit(namespace, name, tree);
        }
    }

    private static void header(ResourceKind kind, String namespace, ObjectNode tree) throws ApiRefusal {
        String version = Json.text(tree, "apiVersion");
        String type = Json.text(tree, "kind");
        if (version != null && !version.isEmpty() && !version.equals("v1")) {
            throw ApiRefusal.badRequest(
                    "the API version in the data (" + version + ") does not match the expected API version (v1)");
        }
        if (type != null && !type.isEmpty() && !type.equals(kind.kind())) {
            throw ApiRefusal.badRequest(type + " in version \"v1\" cannot be handled as a " + kind.kind());
        }
        List<String> wrong = PodRules.wrongTypes(tree);
        if (!wrong.isEmpty()) {
            throw ApiRefusal.badRequest(kind.kind() + " in version \"v1\" cannot be handled as a " + kind.kind()
                    + ": wrong type of " + String.join(", ", wrong));
        }
        String stated = Json.text(tree, "metadata", "namespace");
        if (kind.namespaced() && stated != null && !stated.isEmpty() && !stated.equals(namespace)) {
            throw ApiRefusal.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        String resourceVersion = Json.text(tree, "metadata", "resourceVersion");
        if (resourceVersion != null && !resourceVersion.isEmpty()) {
            throw ApiRefusal.of(500, "InternalError", "resourceVersion should not be set on objects to be created");
        }
        tree.put("apiVersion", "v1").put("kind", kind.kind());
    }

    private void identify(ObjectNode metadata, String namespace) {
        SERVER_OWNED.forEach(metadata::remove);
        String prefix = metadata.path("generateName").asText();
        if (metadata.path("name").asText().isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", prefix.substring(0, Math.min(58, prefix.length())) + suffix());
        }
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Json.time(clock.instant()));
    }

    private String suffix() {
        StringBuilder suffix = new StringBuilder(5);
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_ALPHABET.charAt(random.nextInt(SUFFIX_ALPHABET.length())));
        }
        return suffix.toString();
    }

    private static void validate(ResourceKind kind, String name, ObjectNode tree) throws ApiRefusal {
        List<Cause> faults = new ArrayList<>();
        switch (kind) {
            case POD -> PodRules.check(tree, faults);
            case NAMESPACE -> MetadataRules.dnsLabel("metadata.name", name, faults);
            case RESOURCE_QUOTA -> {
                MetadataRules.check(tree.path("metadata"), faults);
                tree.path("spec").path("hard").properties().forEach(entry -> {
                    if (Quantity.parse(entry.getValue().asText()).isEmpty()) {
                        faults.add(Cause.invalid(
                                "spec.hard[" + entry.getKey() + "]",
                                Cause.quote(entry.getValue().asText()),
                                "must be a quantity"));
                    }
                });
            }
        }
        if (!faults.isEmpty()) {
            throw ApiRefusal.invalid(kind.kind(), name, faults);
        }
    }
}
