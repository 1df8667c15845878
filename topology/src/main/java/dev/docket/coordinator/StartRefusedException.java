package dev.docket.coordinator;

import java.util.List;
import java.util.stream.Collectors;

/** The coordinator does not start on this Kafka cluster. The message names everything that is wrong, one a line. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of records of strings
    private final List<StartFault> faults;

    StartRefusedException(String bootstrapServers, List<StartFault> faults) {
        super(faults.stream()
                .map(fault -> System.lineSeparator() + "  " + fault)
                .collect(Collectors.joining(
                        "", "the coordinator does not start on the Kafka cluster at " + bootstrapServers + ":", "")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, in the order in which it was found; never empty. */
    public List<StartFault> faults() {
        return faults;
    }
}
