package dev.docket.bench.fleet;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How much of the machine is in use. What is measured on one that is used up tells about the machine. */
final class Processors {

    private static final int PERCENT = 100;

    private Processors() {}

    /** How busy all processors are together, by all processes, over this time from now: 0 to 100. */
    static int busyPercent(Duration over) throws InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // Each question is answered for the time since the one before.
        system.getCpuLoad();
        TimeUnit.MILLISECONDS.sleep(over.toMillis());
        return (int) Math.round(PERCENT * Math.max(0, system.getCpuLoad()));
    }
}
