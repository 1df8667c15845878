package dev.docket.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instances of an installation and what each holds, as the API answers. */
record InstancesAnswer(List<Instance> instances) {

    /** @param self whether it is the one that answered */
    record Instance(
            String address,
            boolean self,
            @Nullable String state,
            @Nullable List<Held> active,
            @Nullable List<Copy> standby,
            @Nullable Boolean unreachable) {

        List<Held> held() {
            return active == null ? List.of() : active;
        }

        List<Copy> copies() {
            return standby == null ? List.of() : standby;
        }
    }

    /** @param queueCount how many queues the partition has; absent where that cannot be told */
    record Held(int partition, @Nullable Long queueCount) {}

    /** @param records how far its copy of the partition is behind; absent where that is not known */
    record Copy(int partition, @Nullable Long records) {

        String told() {
            return records == null
                    ? partition + " (?)"
                    : records == 0 ? "" + partition : partition + " (" + records + ")";
        }
    }
}
