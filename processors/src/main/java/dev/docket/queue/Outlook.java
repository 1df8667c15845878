package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line looks like at one moment to those who estimate and explain: a copy of the few figures that takes, made at the
 * cost of some lookups in the line, whoever many are told of it.
 *
 * <p>Threading: for one thread at a time, which may be any while the line goes on.
 */
public final class Outlook {

    private final Snapshot figures;
    private final int starting;
    private final long silence;
    private final Estimator estimator;

    Outlook(LineFigures line, Starts starts) {
        figures = new Snapshot(line);
        starting = starts.waiting();
        silence = starts.silence(line.now());
        estimator = new Estimator(figures);
    }

    /** The figures of a line, copied; by the rank of a priority where there is one for each. */
    private static final class Snapshot implements LineFigures {

        private final long now;
        private final QueueLimits limits;
        private final int active;
        private final long[] pending = new long[Priority.values().length];
        private final @Nullable HoldCurve curve;
        private final Correction[] corrections = new Correction[pending.length];
        private final @Nullable Waiter[] first = new Waiter[pending.length];
        private final double[] ages;

        Snapshot(LineFigures line) {
            now = line.now();
            limits = line.limits();
            active = line.active();
            curve = line.curve();
            ages = line.ages();
            for (Priority priority : Priority.values()) {
                pending[priority.rank()] = line.pending(priority);
                corrections[priority.rank()] = line.correction(priority);
                first[priority.rank()] = line.first(priority);
            }
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public QueueLimits limits() {
            return limits;
        }

        @Override
        public int active() {
            return active;
        }

        @Override
        public long pending(Priority priority) {
            return pending[priority.rank()];
        }

        @Override
        public @Nullable HoldCurve curve() {
            return curve;
        }

        @Override
        public Correction correction(Priority priority) {
            return corrections[priority.rank()];
        }

        @Override
        public @Nullable Waiter first(Priority priority) {
            return first[priority.rank()];
        }

        @Override
        public double[] ages() {
            return ages;
        }
    }

    /**
     * How long an execution may still wait; null where nothing is known.
     *
     * @param position how many were ahead of it
     */
    public @Nullable Estimate estimate(Priority priority, long position) {
        long behind = position;
        for (Priority other : priority.above()) {
            behind -= figures.pending(other);
        }
        return estimator.of(priority, behind).estimate();
    }

    /** How long one would wait that came at this moment with this priority; null where nothing is known. */
    public @Nullable Estimate estimateForArrival(Priority priority) {
        return estimator.of(priority, figures.pending(priority)).estimate();
    }

    /**
     * Why an execution waits; never empty.
     *
     * @param position how many were ahead of it
     */
    public List<Waiting> reasons(Priority priority, long position) {
        return WhyPending.of(this, priority, position);
    }

    /** What keeps the line from moving on; empty if nothing does. */
    public List<Waiting> reasons() {
        return WhyPending.ofQueue(this);
    }

    QueueLimits limits() {
        return figures.limits();
    }

    /** How many executions hold a slot. */
    int active() {
        return figures.active();
    }

    /** How many executions of this priority wait. */
    long pending(Priority priority) {
        return figures.pending(priority);
    }

    /** How many of those who hold a slot have not started. */
    int starting() {
        return starting;
    }

    /** For how long, in milliseconds, executions have held slots without any news; 0 where none does. */
    long silence() {
        return silence;
    }
}
