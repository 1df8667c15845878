package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One deletion, as its options ask for it. The store lets an object go once its grace period is over and no finalizer
 * holds it; this only sets the times.
 *
 * <p>As in Kubernetes, a Pod that no node has, or that has ended, gets no grace; a second deletion may shorten the
 * grace and never lengthen it; what is asked of propagation has no effect, since Pods own nothing.
 */
record Deletion(
        Optional<Long> graceSeconds,
        @Nullable String uid,
        @Nullable String resourceVersion,
        Instant now) implements ObjectStore.Edit<ApiRefusal> {
    private static final Set<String> PROPAGATION = Set.of("Orphan", "Background", "Foreground");

    static Deletion of(ApiRequest request, Instant now) throws ApiRefusal {
        Optional<Long> grace = request.number("gracePeriodSeconds");
        String propagation = request.parameter("propagationPolicy");
        String uid = null;
        String version = null;
        if (request.body().length > 0) {
            JsonNode options = request.json();
            if (!options.isObject()) {
                throw ApiRefusal.badRequest("DeleteOptions must be an object");
            }
            if (options.path("gracePeriodSeconds").isIntegralNumber()) {
                grace = Optional.of(options.path("gracePeriodSeconds").asLong());
            }
            propagation = options.path("propagationPolicy").asText(propagation);
            uid = Json.text(options, "preconditions", "uid");
            version = Json.text(options, "preconditions", "resourceVersion");
            if (!options.path("dryRun").isEmpty()) {
                throw ApiRefusal.badRequest("the stand-in supports dryRun for create only");
            }
        }
        if (propagation != null && !propagation.isEmpty() && !PROPAGATION.contains(propagation)) {
            throw ApiRefusal.invalid(
                    "DeleteOptions",
                    "",
                    java.util.List.of(ApiRefusal.Cause.unsupported(
                            "propagationPolicy", propagation, "\"Foreground\", \"Background\", \"Orphan\"")));
        }
        return new Deletion(grace, uid, version, now);
    }

    @Override
    public boolean apply(Revision current, ObjectNode tree) throws ApiRefusal {
        precondition(current);
        ObjectNode metadata = Json.child(tree, "metadata");
        long grace = grace(current, tree);
        Revision.Lifecycle lifecycle = current.lifecycle();
        if (lifecycle.deletionTimestamp() != null) {
            Long running = lifecycle.deletionGraceSeconds();
            if (running == null || grace >= running) {
                return false;
            }
        }
        metadata.put("deletionTimestamp", Json.time(now.plusSeconds(grace)));
        metadata.put("deletionGracePeriodSeconds", grace);
        return true;
    }

    private long grace(Revision current, JsonNode tree) {
        boolean pod = current.key().resource().equals("pods");
        if (!pod || current.ended() || current.field("spec.nodeName").isEmpty()) {
            return 0;
        }
        long asked = graceSeconds.orElseGet(
                () -> tree.path("spec").path("terminationGracePeriodSeconds").asLong(30));
        return asked < 0 ? 1 : asked;
    }

    private void precondition(Revision current) throws ApiRefusal {
        String why = null;
        if (uid != null && !uid.equals(current.uid())) {
            why = "UID in precondition: " + uid + ", UID in object meta: " + current.uid();
        } else if (resourceVersion != null && !resourceVersion.equals(Long.toString(current.number()))) {
            why = "ResourceVersion in precondition: " + resourceVersion + ", ResourceVersion in object meta: "
                    + current.number();
        }
        if (why != null) {
            throw ApiRefusal.conflict(current.key().resource(), current.key().name(), "Precondition failed: " + why);
        }
    }
}
