package dev.docket.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Change;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes what {@link PodHistory} reads. The store is written first; so at a start, whatever a crash kept from the history
 * is added from the objects that are there.
 *
 * <p>Threading: hears changes under the store's lock.
 */
final class HistoryRecorder implements AutoCloseable {
    private static final int LONGEST_ANNOTATION = 1024;

    private final FileChannel file;
    private final Clock clock;

    private HistoryRecorder(FileChannel file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    static HistoryRecorder open(Path dataDirectory, ObjectStore store, Clock clock) throws IOException {
        Path path = dataDirectory.resolve(PodHistory.FILE);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        HistoryRecorder recorder = new HistoryRecorder(file, clock);
        recorder.cutTornLine();
        recorder.catchUp(dataDirectory, store);
        store.listen(recorder::hear);
        return recorder;
    }

    private void cutTornLine() throws IOException {
        long end = file.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (end > 0) {
            one.clear();
            int read = file.read(one, end - 1);
            if (read == 1 && one.get(0) == '\n') {
                break;
            }
            end--;
        }
        file.truncate(end);
        file.position(end);
    }

    private void catchUp(Path dataDirectory, ObjectStore store) throws IOException {
        Set<String> present = new HashSet<>();
        Set<String> known = new HashSet<>();
        Set<String> ended = new HashSet<>();
        var lives = PodHistory.read(dataDirectory);
        lives.forEach(life -> {
            known.add(life.uid());
            if (life.ending() != null) {
                ended.add(life.uid());
            }
        });
        for (Revision pod : store.list("pods", null).objects()) {
            present.add(pod.uid());
            if (!known.contains(pod.uid())) {
                created(pod);
            }
            if (pod.ended() && !ended.contains(pod.uid())) {
                ended(pod);
            }
        }
        lives.forEach(life -> {
            if (life.removedAt() == null && !present.contains(life.uid())) {
                write(event("removed", life.uid()));
            }
        });
    }

    private void hear(Change change) {
        Revision pod = change.after();
        if (!pod.key().resource().equals("pods")) {
            return;
        }
        Revision before = change.before();
        if (before == null) {
            created(pod);
            return;
        }
        if (!before.phase().equals(pod.phase())) {
            if (pod.phase().equals("Running")) {
                write(event("started", pod.uid()));
            } else if (pod.ended()) {
                ended(pod);
            }
        }
        if (change.removed()) {
            write(event("removed", pod.uid()));
        }
    }

    private void created(Revision pod) {
        ObjectNode event = event("created", pod.uid())
                .put("namespace", pod.key().namespace())
                .put("name", pod.key().name());
        ObjectNode labels = event.putObject("labels");
        pod.labels().forEach(labels::put);
        ObjectNode annotations = event.putObject("annotations");
        for (Map.Entry<String, JsonNode> each :
                pod.tree().path("metadata").path("annotations").properties()) {
            if (each.getValue().asText().length() <= LONGEST_ANNOTATION) {
                annotations.set(each.getKey(), each.getValue());
            }
        }
        write(event);
    }

    private void ended(Revision pod) {
        JsonNode status = pod.tree().path("status");
        JsonNode terminated =
                status.path("containerStatuses").path(0).path("state").path("terminated");
        String reason = status.path("reason").asText(terminated.path("reason").asText());
        write(event("ended", pod.uid())
                .put("phase", pod.phase())
                .put("reason", reason)
                .put("exitCode", terminated.path("exitCode").asInt(-1)));
    }

    private ObjectNode event(String what, String uid) {
        return Json.object()
                .put("at", clock.instant().toString())
                .put("event", what)
                .put("uid", uid);
    }

    private void write(ObjectNode event) {
        byte[] json = Json.bytes(event);
        ByteBuffer line =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        try {
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the Pod history cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
