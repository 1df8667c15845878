package dev.docket.store;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How the changelog of an indexed store is kept. A record of such a store is written some four times and then deleted,
 * so most of what the log holds is soon out of date: compaction has to keep up, because a restore reads what it leaves.
 */
public final class ChangelogSettings {

    /**
     * For how long the log keeps deletions. An instance that was stopped cleanly reads on where it left off, and must
     * find each deletion that it missed; local state that is nearly as old as this is not used any more.
     */
    public static final Duration DELETIONS_KEPT = Duration.ofDays(7);

    /**
     * Small segments, since the one being written is never compacted: 32 MiB or half an hour. Compaction from one tenth of
     * dirt on, after an hour at the latest.
     *
     * <p>A record may have 2 MiB, the largest request in its largest form, and 64 KiB for all around it.
     */
    public static final Map<String, String> DEFAULTS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(32 << 20),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofMinutes(30).toMillis()),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                    Long.toString(Duration.ofHours(1).toMillis()),
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(DELETIONS_KEPT.toMillis()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString((2 << 20) + (64 << 10)));

    private ChangelogSettings() {}
}
