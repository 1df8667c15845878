package dev.docket.replay;

import dev.docket.event.ExecutionRequested;
import java.time.Duration;
import java.util.List;

/** What reading a workload gave: arrivals to be sent, or what is wrong with the file. */
public sealed interface Workload {

    /**
     * The whole file could be read.
     *
     * @param arrivals in the order in which they are to be sent, the first after no time at all
     */
    record Arrivals(List<Arrival> arrivals) implements Workload {
        public Arrivals {
            arrivals = List.copyOf(arrivals);
        }

        /** From the first arrival to the last. */
        public Duration span() {
            return arrivals.isEmpty()
                    ? Duration.ZERO
                    : arrivals.get(arrivals.size() - 1).after();
        }
    }

    /**
     * Some of the lines cannot be used, so none is.
     *
     * @param faults the first of them
     * @param total how many lines there are like that
     */
    record Faulty(List<LineFault> faults, long total) implements Workload {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /**
     * One request and its time.
     *
     * @param after when it is sent, from the start of the replay
     * @param request the request
     */
    record Arrival(Duration after, ExecutionRequested request) {}
}
