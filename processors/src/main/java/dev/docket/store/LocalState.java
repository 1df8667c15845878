package dev.docket.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier run left in a store's directory. It is caught up from the changelog, which forgets deletions after
 * {@link ChangelogSettings#DELETIONS_KEPT}: state that is older may hold records that were deleted since, and nothing
 * would tell. An execution that finished long ago would be pending again, and run again.
 */
final class LocalState {

    private static final Logger log = LoggerFactory.getLogger(LocalState.class);

    /** A day is left for clocks that differ and for reading the changelog. */
    static final Duration USABLE_FOR = ChangelogSettings.DELETIONS_KEPT.minusDays(1);

    private LocalState() {}

    /**
     * Refuses state that is too old to be caught up, in the way that has Kafka Streams wipe it and restore everything.
     * It wipes under exactly-once only, so without it the state is taken as it is.
     *
     * @throws TaskCorruptedException if nothing in the store's directory was written for {@link #USABLE_FOR}
     */
    static void refuseIfForgotten(StateStoreContext context, String store, Instant now) {
        if (!StreamsConfig.EXACTLY_ONCE_V2.equals(
                context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
            return;
        }
        Optional<Instant> written = lastWritten(context.stateDir().toPath(), store);
        if (written.isPresent() && written.get().isBefore(now.minus(USABLE_FOR))) {
            log.atWarn()
                    .addKeyValue("task", context.taskId())
                    .addKeyValue("written", written.get())
                    .log("Local state is too old to be caught up; it is thrown away and restored as a whole");
            throw new TaskCorruptedException(Set.of(context.taskId()));
        }
    }

    /** When a file in a directory of the store's name was written last. */
    private static Optional<Instant> lastWritten(Path taskDirectory, String store) {
        String part = File.separator + store + File.separator;
        try (Stream<Path> files = Files.walk(taskDirectory)) {
            return files.filter(file -> file.toString().contains(part) && Files.isRegularFile(file))
                    .map(LocalState::lastWritten)
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException("The state directory cannot be read", e);
        }
    }

    private static Instant lastWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("The state directory cannot be read", e);
        }
    }
}
