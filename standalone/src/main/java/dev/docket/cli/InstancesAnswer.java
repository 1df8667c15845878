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

    /** A partition that it decides for. */
    record Held(int partition, long queueCount) {}

    /** @param records how far its copy of a partition is behind */
    record Copy(int partition, long records) {}
}
