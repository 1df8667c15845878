package dev.docket.bench.estimate;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Priority;
import dev.docket.replay.SwfRule;
import dev.docket.replay.Workload;
import dev.docket.replay.WorkloadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The workloads that estimates are judged on. */
final class Jobs {

    private static final double DAY = 86_400;

    private Jobs() {}

    /**
     * The job log of the NASA iPSC/860, October to December 1993, one execution for each job, whatever its processors.
     *
     * @param speed how many seconds of the log's arrivals pass in one; run times are left as they are
     */
    static List<Job> nasa(Path log, double speed) throws IOException {
        Workload workload = WorkloadFile.read(log, new SwfRule("job", "default", speed, 1));
        if (workload instanceof Workload.Arrivals arrivals) {
            return arrivals.arrivals().stream()
                    .map(arrival -> new Job(
                            arrival.after().toMillis(),
                            runMillis(arrival.request()),
                            Priority.valueOf(String.valueOf(arrival.request().priority()))))
                    .toList();
        }
        throw new IOException("not a job log: " + log);
    }

    private static long runMillis(ExecutionRequested request) {
        List<String> command = request.runtimeCommand();
        return Math.round(Double.parseDouble(String.valueOf(command == null ? 0 : command.get(1))) * 1000);
    }

    /** How bursts differ. */
    enum Bursts {
        /** All executions last about as long: log-normal, 40 s in the median, sigma 1. */
        ALIKE(7),
        /** Each burst has a length of its own: a log-normal factor, sigma 1. */
        EACH_ITS_OWN(8),
        /** The same with sigma 2 within a burst, and more than the slots can do for days. */
        HEAVY(9);

        private final long seed;

        Bursts(long seed) {
            this.seed = seed;
        }
    }

    /**
     * Nine days: a thin stream of single executions, and on top every two hours, in the mean, a burst of some three
     * hundred of one priority, twenty a second.
     */
    static List<Job> bursts(Bursts kind) {
        Random random = new Random(kind.seed);
        List<Job> jobs = new ArrayList<>();
        double spread = kind == Bursts.HEAVY ? 2 : 1;
        double rate = kind == Bursts.HEAVY ? 0.02 : 0.05;
        for (double at = exponential(random) / rate; at < 8 * DAY; at += exponential(random) / rate) {
            jobs.add(job(at, run(random, 1), priority(random)));
        }
        for (double at = 7_200 * exponential(random); at < 8 * DAY; at += 7_200 * exponential(random)) {
            int many = (int) (1 + 300 * exponential(random));
            double length = kind == Bursts.ALIKE ? 1 : Math.exp(random.nextGaussian());
            Priority priority = priority(random);
            for (int i = 0; i < many; i++) {
                jobs.add(job(at + i * 0.05, length * run(random, spread), priority));
            }
        }
        jobs.sort(Comparator.comparingLong(Job::atMillis));
        return jobs;
    }

    private static Job job(double at, double run, Priority priority) {
        return new Job(Math.round(at * 1000), Math.round(run * 1000), priority);
    }

    private static double run(Random random, double spread) {
        return 40 * Math.exp(spread * random.nextGaussian());
    }

    private static double exponential(Random random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static Priority priority(Random random) {
        double draw = random.nextDouble();
        if (draw < 0.02) {
            return Priority.CRITICAL;
        }
        if (draw < 0.15) {
            return Priority.HIGH;
        }
        if (draw < 0.75) {
            return Priority.NORMAL;
        }
        return draw < 0.95 ? Priority.LOW : Priority.BACKGROUND;
    }
}
