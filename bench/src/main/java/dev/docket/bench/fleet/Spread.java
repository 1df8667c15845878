package dev.docket.bench.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.bench.rig.InstanceProcess;
import dev.docket.config.HostPort;
import dev.docket.serde.EventJson;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the partitions are spread over the instances, as the instances tell.
 *
 * <p>Threading: not safe; one thread asks.
 */
final class Spread {

    /** A standby that is this close, while records flow, is as close as it gets. */
    private static final long CLOSE_RECORDS = 200;

    private final FleetClient client = new FleetClient();
    private final Fleet fleet;

    Spread(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The partitions that this instance decides for, as it says itself. */
    Set<Integer> activeOn(InstanceProcess instance) throws InterruptedException {
        Set<Integer> active = new HashSet<>();
        told(instance.address())
                .ifPresent(told -> told.path("active")
                        .forEach(task -> active.add(task.path("partition").asInt())));
        return active;
    }

    /**
     * Whether any instance may be ended: every partition is decided for by one, which can be asked, and
     * followed closely by another, and every instance has its share.
     */
    boolean isSettled() throws InterruptedException {
        Set<Integer> active = new HashSet<>();
        Set<Integer> followed = new HashSet<>();
        for (InstanceProcess instance : fleet.instances()) {
            if (!instance.isAlive()) {
                throw new IllegalStateException("a coordinator ended by itself: " + instance.log());
            }
            Optional<JsonNode> told = told(instance.address());
            if (told.isEmpty() || !told.get().path("state").asText().equals("RUNNING")) {
                return false;
            }
            JsonNode own = told.get().path("active");
            if (own.size() < Fleet.PARTITIONS / fleet.instances().size()) {
                return false;
            }
            own.forEach(task -> active.add(task.path("partition").asInt()));
            told.get().path("standby").forEach(task -> {
                if (task.path("records").asLong(Long.MAX_VALUE) <= CLOSE_RECORDS) {
                    followed.add(task.path("partition").asInt());
                }
            });
        }
        return active.size() == Fleet.PARTITIONS && followed.size() == Fleet.PARTITIONS;
    }

    /** The most that a copy of one of these partitions lacks, in records, as the instances say; they look every two seconds. */
    long lacking(Set<Integer> partitions) throws InterruptedException {
        long most = 0;
        for (InstanceProcess instance : fleet.instances()) {
            Optional<JsonNode> told = told(instance.address());
            if (told.isPresent()) {
                for (JsonNode copy : told.get().path("standby")) {
                    if (partitions.contains(copy.path("partition").asInt())) {
                        most = Math.max(most, copy.path("records").asLong());
                    }
                }
            }
        }
        return most;
    }

    /** What an instance says of itself. */
    private Optional<JsonNode> told(HostPort instance) throws InterruptedException {
        Optional<HttpResponse<String>> answer = client.get(instance, "/v1/instances");
        if (answer.isEmpty() || answer.get().statusCode() != 200) {
            return Optional.empty();
        }
        try {
            for (JsonNode each :
                    EventJson.values().readTree(answer.get().body()).path("instances")) {
                if (each.path("self").asBoolean()) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + answer.get().body(), e);
        }
    }

    /** The queues of these partitions. */
    static List<String> queuesOf(Set<Integer> partitions, List<String> queues) {
        return partitions.stream().sorted().map(queues::get).toList();
    }
}
