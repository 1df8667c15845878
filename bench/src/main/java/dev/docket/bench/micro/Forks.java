package dev.docket.bench.micro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How JMH runs a benchmark.
 *
 * @param forks in how many JVMs of their own, one after the other; 0 to run in this one, for tests
 * @param warmUps how many rounds each runs before it counts
 * @param rounds how many rounds count in each
 * @param roundMillis how long a round is; one that warms up may be longer
 */
record Forks(int forks, int warmUps, int rounds, long roundMillis) {

    static final Forks FULL = new Forks(2, 3, 5, 1_000);
    static final Forks QUICK = new Forks(1, 3, 5, 500);

    private static final int LEAST_HEAP_MEGABYTES = 1_024;

    /** Nanoseconds an operation, of each round, by the name of the method. */
    Map<String, List<Double>> run(Micro micro, int entries) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(micro.benchmark().getName() + "." + micro.method()) + "$")
                .forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(micro.warmUpFactor() * roundMillis))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.milliseconds(roundMillis))
                .shouldDoGC(true)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .param("entries", Integer.toString(entries))
                .jvmArgs(
                        "-Xms1g",
                        "-Xmx"
                                + Math.max(
                                        LEAST_HEAP_MEGABYTES, 512 + (long) entries * micro.heapBytesEach() / (1 << 20))
                                + "m",
                        "-XX:+UseParallelGC",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            BenchmarkParams params = result.getParams();
            boolean group = params.getThreadGroupLabels().size() > 1;
            for (IterationResult round : rounds(result)) {
                // A group's own score is the mean of threads that do different things.
                if (group) {
                    round.getSecondaryResults().forEach((label, score) -> add(scores, label, score.getScore()));
                } else {
                    add(scores, params.getBenchmark(), round.getPrimaryResult().getScore());
                }
            }
        }
        return scores;
    }

    private static List<IterationResult> rounds(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
    }

    private static void add(Map<String, List<Double>> scores, String label, double score) {
        scores.computeIfAbsent(label, first -> new ArrayList<>()).add(score);
    }
}
