package dev.docket.bench.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.HostPort;
import dev.docket.serde.EventJson;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one instance tells of the position of every execution, held against the lines as they are.
 *
 * @param asked how many executions were asked for
 * @param wrong how many were told otherwise than the recount has it, or not at all
 * @param stale how many answers said that they may be behind
 * @param copies the instances whose copies answered
 */
record ToldPositions(long asked, long wrong, long stale, Set<String> copies) {

    private static final int MOST_AT_ONCE = 1_000;

    /** Asks for everything, a thousand at a time. */
    static ToldPositions of(FleetClient client, HostPort instance, Map<String, List<String>> lines)
            throws InterruptedException, JsonProcessingException {
        long asked = 0;
        long wrong = 0;
        long stale = 0;
        Set<String> copies = new HashSet<>();
        for (Map.Entry<String, List<String>> line : lines.entrySet()) {
            List<String> ids = line.getValue();
            for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE));
                HttpResponse<String> answer = lookup(client, instance, line.getKey(), some);
                answer.headers().firstValue("Docket-Instance").ifPresent(copies::add);
                JsonNode told = EventJson.values().readTree(answer.body()).path("executions");
                asked += some.size();
                wrong += Math.max(0, some.size() - told.size());
                for (int i = 0; i < Math.min(some.size(), told.size()); i++) {
                    JsonNode status = told.get(i);
                    boolean right = status.path("executionId").asText().equals(some.get(i))
                            && status.path("line").path("position").asLong(-1) == from + i
                            && status.path("line").path("depth").asLong() == ids.size();
                    wrong += right ? 0 : 1;
                    stale += status.has("stale") ? 1 : 0;
                }
            }
        }
        return new ToldPositions(asked, wrong, stale, copies);
    }

    private static HttpResponse<String> lookup(FleetClient client, HostPort instance, String queue, List<String> ids)
            throws InterruptedException, JsonProcessingException {
        String body = EventJson.values().writeValueAsString(Map.of("ids", ids));
        HttpResponse<String> answer = client.post(instance, "/v1/queues/" + queue + "/executions/lookup", body)
                .orElseThrow(() -> new IllegalStateException(instance + " does not answer"));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(instance + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }
}
