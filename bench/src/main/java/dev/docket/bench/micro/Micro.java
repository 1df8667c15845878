package dev.docket.bench.micro;

import dev.docket.bench.report.Row.Goal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation whose cost is told.
 *
 * @param benchmark the class that has it
 * @param method the method, or the group of methods
 * @param name what is measured, for a person
 * @param bySize whether it depends on how many wait
 * @param conditions what is to be known of it
 */
record Micro(Class<?> benchmark, String method, String name, boolean bySize, String conditions) {

    private static final int MILLION = 1_000_000;
    private static final int TEN_MILLION = 10_000_000;
    private static final double RANK_AT_MILLION = 300;
    private static final double RANK_AT_TEN_MILLION = 800;
    private static final double QUERY = 3_000;
    private static final int HEAP = 1_000;
    private static final int QUERY_HEAP = 3_000;
    private static final int TREE_HEAP = 100;
    private static final int WARM_UP = 2;
    private static final int QUERY_WARM_UP = 6;

    private static final String LINE = "random executions of one line, 1,000 users, five priorities";
    private static final String CODEC = "key and header, without payload";
    private static final String ESTIMATE =
            "10,000 slots, all held, holds of 1 to 64 s; the copy of the line that a question takes is in it";
    private static final String STORE = "store in memory, entries without payloads, no thread ever pauses";
    private static final String IQV2 =
            "by id, through KafkaStreams.query with IndexQuery, default store, embedded broker at rest in the same JVM";

    /** All of them. */
    static final List<Micro> ALL = List.of(
            new Micro(RankBenchmark.class, "rank", "rank", true, "random order keys, five priorities"),
            new Micro(LineBenchmark.class, "position", "rank of a random execution", true, LINE),
            new Micro(
                    LineBenchmark.class,
                    "touch",
                    "rank of a random execution, of which to touch it, without asking",
                    true,
                    LINE),
            new Micro(LineBenchmark.class, "first", "first", true, LINE),
            new Micro(LineBenchmark.class, "pageOf50", "page of 50", true, LINE),
            new Micro(LineBenchmark.class, "removeAndPutBack", "remove from the middle and put back", true, LINE),
            new Micro(LineBenchmark.class, "takeFirstAndPutLast", "take the first and put one behind", true, LINE),
            new Micro(
                    RestoreApplyBenchmark.class,
                    "applyAll",
                    "apply a restored record to the index",
                    true,
                    "all into an empty index, divided by their number; collections included"),
            new Micro(StoreBenchmark.class, "askAlone", "position from the store, no writer", true, STORE),
            new Micro(StoreBenchmark.class, "writeAlone", "write to the store, nobody asks", true, STORE),
            new Micro(StoreBenchmark.class, "together", "store, one that writes and two that ask", true, STORE),
            new Micro(QueryBenchmark.class, "askActive", "position, active task", true, IQV2),
            new Micro(QueryBenchmark.class, "askStandby", "position, standby task", true, IQV2),
            new Micro(
                    EstimateBenchmark.class,
                    "arrivalInShortLine",
                    "estimate for one that comes, 2 to a slot",
                    false,
                    ESTIMATE),
            new Micro(
                    EstimateBenchmark.class,
                    "arrivalInShortLineAfterAnEnd",
                    "estimate for one that comes after an end, 2 to a slot",
                    false,
                    ESTIMATE),
            new Micro(
                    EstimateBenchmark.class,
                    "arrivalInLongLine",
                    "estimate for one that comes, 20 to a slot",
                    false,
                    ESTIMATE),
            new Micro(
                    EstimateBenchmark.class,
                    "arrivalInLongLineAfterAnEnd",
                    "estimate for one that comes after an end, 20 to a slot",
                    false,
                    ESTIMATE),
            new Micro(
                    EstimateBenchmark.class,
                    "watcherInShortLine",
                    "estimate for one more of a page or a pass, 2 to a slot",
                    false,
                    ESTIMATE),
            new Micro(CodecBenchmark.class, "encodeKey", "encode key", false, CODEC),
            new Micro(CodecBenchmark.class, "encodePending", "encode pending", false, CODEC),
            new Micro(CodecBenchmark.class, "encodeActive", "encode active", false, CODEC),
            new Micro(CodecBenchmark.class, "encodeFinished", "encode finished", false, CODEC),
            new Micro(CodecBenchmark.class, "decodeKey", "decode key", false, CODEC),
            new Micro(CodecBenchmark.class, "decodePending", "decode pending", false, CODEC),
            new Micro(CodecBenchmark.class, "decodeActive", "decode active", false, CODEC),
            new Micro(CodecBenchmark.class, "decodeFinished", "decode finished", false, CODEC));

    /** How many times as long a round is that does not count: a query goes through code that takes seconds to compile. */
    int warmUpFactor() {
        return benchmark.equals(QueryBenchmark.class) ? QUERY_WARM_UP : WARM_UP;
    }

    /** Whether a machine of a usual size has the heap for so many: a query has a second index in its standby. */
    boolean fits(int entries) {
        return entries <= MILLION || !benchmark.equals(QueryBenchmark.class);
    }

    /** The heap for each that waits, in bytes, twice of what it takes: where there is less, collections are measured. */
    int heapBytesEach() {
        return benchmark.equals(QueryBenchmark.class)
                ? QUERY_HEAP
                : benchmark.equals(RankBenchmark.class) ? TREE_HEAP : HEAP;
    }

    /** What it should be at this size; null if it is only stated. */
    @Nullable
    Goal goal(int entries) {
        if (benchmark.equals(QueryBenchmark.class)) {
            return Goal.atMost(QUERY);
        }
        if (!benchmark.equals(RankBenchmark.class)) {
            return null;
        }
        return entries == MILLION
                ? Goal.atMost(RANK_AT_MILLION)
                : entries == TEN_MILLION ? Goal.atMost(RANK_AT_TEN_MILLION) : null;
    }
}
