package dev.docket.query;

import dev.docket.queue.PartitionIndex;
import dev.docket.store.IndexQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One copy of one partition, at one moment: to be used only while a question is being answered from it.
 *
 * @param partition the partition
 * @param index what is derived from its records
 * @param records the records
 * @param now the moment, in epoch milliseconds by this machine's clock
 * @param behind how far it may be behind the original; null if it is the original
 */
public record Copy(
        int partition,
        PartitionIndex index,
        IndexQuery.Records records,
        long now,
        @Nullable Behind behind) {

    /**
     * How far a standby may be behind.
     *
     * @param records of the changelog; null where that is not known at the moment
     */
    public record Behind(@Nullable Long records) {}

    /** Whether this copy is the original, which knows all that was decided. */
    public boolean isOriginal() {
        return behind == null;
    }

    /** How old an answer from this copy may be; null if it is the original. */
    @Nullable
    Staleness staleness() {
        if (behind == null) {
            return null;
        }
        long latest = index.latestTransition();
        return latest == 0
                ? new Staleness(behind.records(), null, null)
                : new Staleness(
                        behind.records(), Instant.ofEpochMilli(latest), Math.max(0, (now - latest) / 100) / 10.0);
    }
}
