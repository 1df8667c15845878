package dev.docket.config;

import java.util.List;
import java.util.stream.Collectors;

/** The program cannot start with these settings. The message names everything that is wrong with them, one a line. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of records of strings
    private final List<SettingFault> faults;

    InvalidSettingsException(List<SettingFault> faults) {
        super(faults.stream()
                .map(fault -> System.lineSeparator() + "  " + fault)
                .collect(Collectors.joining("", "the settings are not valid:", "")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, in the order in which it was found; never empty. */
    public List<SettingFault> faults() {
        return faults;
    }
}
