package dev.docket.store;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How the changelog of an indexed store is kept. A record of such a store is written some four times and then deleted,
 * so most of what the log holds is soon out of date: compaction has to keep up, because a restore reads what it leaves.
 */
public final class ChangelogSettings {

    /**
     * Small segments, since the one being written is never compacted: 32 MiB or half an hour. Compaction from one tenth of
     * dirt on, after an hour at the latest.
     *
     * <p>Deletions are kept for seven days. An instance that was stopped cleanly reads on where it left off; one that
     * missed a deletion would hold a finished execution for pending and start it again. So an instance must not come
     * back with local state that is older.
     *
     * <p>A record may have 2 MiB, the largest request in its largest form, and 64 KiB for all around it.
     */
    public static final Map<String, String> DEFAULTS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(32 << 20),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(30 * 60 * 1000L),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(60 * 60 * 1000L),
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(7 * 24 * 60 * 60 * 1000L),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString((2 << 20) + (64 << 10)));

    private ChangelogSettings() {}
}
