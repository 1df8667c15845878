package dev.docket.queue;

import dev.docket.event.Fault;
import dev.docket.event.QueueSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the settings of a queue, finding all their faults. */
final class SettingsCheck {

    private static final long MAX_COUNT = 10_000_000;

    private SettingsCheck() {}

    static List<Fault> faults(QueueSettings settings) {
        List<Fault> faults = new ArrayList<>();
        within(faults, "maxActive", settings.maxActive(), 0, MAX_COUNT);
        within(faults, "maxPerUser", settings.maxPerUser(), 1, MAX_COUNT);
        within(faults, "maxPending", settings.maxPending(), 1, MAX_COUNT);
        within(faults, "maxPendingBytes", settings.maxPendingBytes(), 1, Long.MAX_VALUE);
        return faults;
    }

    private static void within(List<Fault> faults, String field, @Nullable Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            faults.add(new Fault(field, value + "; " + least + " to " + most + " is allowed"));
        }
    }
}
