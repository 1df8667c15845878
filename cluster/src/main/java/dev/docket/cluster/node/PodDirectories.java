package dev.docket.cluster.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories of all Pods, deleted in the background when their Pods have gone. */
final class PodDirectories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodDirectories.class);

    private final Path pods;
    private final ExecutorService cleaner;

    PodDirectories(Path pods, ThreadFactory threads) {
        this.pods = pods;
        this.cleaner = Executors.newSingleThreadExecutor(threads);
    }

    PodDirectory of(String uid) {
        return new PodDirectory(pods, uid);
    }

    void delete(String uid) {
        cleaner.execute(() -> {
            try {
                of(uid).delete();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).addKeyValue("uid", uid).log("pod directory was left behind");
            }
        });
    }

    /** Deletes what an earlier run had no time to. What that is is found out now, before a new Pod can have a directory. */
    void tidy(Set<String> known) {
        try (Stream<Path> places = Files.exists(pods) ? Files.list(pods) : Stream.empty()) {
            List<String> leftBehind = places.map(place -> place.getFileName().toString())
                    .filter(uid -> !known.contains(uid))
                    .toList();
            leftBehind.forEach(this::delete);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("pod directories could not be listed");
        }
    }

    /** Forgets what is still to be deleted: the next start finds it. */
    @Override
    public void close() {
        cleaner.shutdownNow();
    }
}
