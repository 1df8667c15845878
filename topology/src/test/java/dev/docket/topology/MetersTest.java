package dev.docket.topology;

import static dev.docket.topology.QueueAssert.assertThat;
import static dev.docket.topology.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.coordinator.QueueMeters;
import dev.docket.event.Priority;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the system that Docket replaces got wrong in its metrics. */
class MetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final TopologyDriver driver = TopologyDriver.Setup.of(TestRules.slots(1))
            .telling(new QueueMeters(registry))
            .open();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void theWaitIsRecordedOnceAtSchedulingHoweverOftenARequestIsRepeated() {
        driver.submit("first");
        driver.submit(request("a").with(Priority.HIGH));
        driver.submit(request("a").with(Priority.HIGH));
        driver.advance(Duration.ofSeconds(30));
        driver.submit(request("a").with(Priority.HIGH));
        assertThat(waits("high")).isZero();

        driver.finish("first");
        driver.submit(request("a").with(Priority.HIGH));
        driver.start("a");
        driver.start("a");
        driver.finish("a");
        driver.submit(request("a").with(Priority.HIGH));

        assertThat(waits("high")).isEqualTo(1);
        assertThat(registry.get("coordinator.queue.wait.time")
                        .tag("priority", "high")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(30);
        assertThat(waits("normal")).isEqualTo(1);
    }

    @Test
    void aRequestThatNeverGotASlotHasNoWait() {
        driver.submitAll("first", "a");
        driver.cancel("a");
        driver.submit(request("b").withPriority("urgent"));
        driver.advance(Duration.ofHours(7));

        assertThat(waits("normal")).as("only the first").isEqualTo(1);
    }

    @Test
    void levelsAreTrueAndNeverNegative() {
        Random random = new Random(7);
        for (int i = 0; i < 600; i++) {
            String id = "e" + random.nextInt(40);
            switch (random.nextInt(6)) {
                case 0 -> driver.cancel(id);
                case 1 ->
                    driver.launched().stream()
                            .skip(random.nextInt(driver.launched().size() + 1))
                            .findFirst()
                            .ifPresent(driver::finish);
                case 2 -> driver.maxActive(random.nextInt(4));
                case 3 -> driver.advance(Duration.ofMinutes(random.nextInt(4)));
                default ->
                    driver.submit(
                            request(id).with(Priority.values()[(id.hashCode() & 0xff) % Priority.values().length]));
            }
            while (!driver.advance(Duration.ofSeconds(1)).isEmpty()) {
                // A tick ended something after the levels were told.
            }
            assertThat(registry.get("coordinator.executions.active").gauge().value())
                    .as("active, step %d", i)
                    .isEqualTo(driver.queue().active());
            double depth = 0;
            for (Priority priority : Priority.values()) {
                double level = registry.get("execution.queue.depth")
                        .tag("priority", priority.name().toLowerCase(java.util.Locale.ROOT))
                        .gauge()
                        .value();
                assertThat(level).as("depth of %s, step %d", priority, i).isNotNegative();
                depth += level;
            }
            assertThat(depth).as("depth, step %d", i).isEqualTo(driver.queue().pending());
        }
    }

    @Test
    void aPartitionThatWentAwayTakesItsLevelsAlong() {
        driver.submitAll("a", "b");
        driver.advance(Duration.ofSeconds(1));
        assertThat(registry.get("coordinator.executions.active").gauge().value())
                .isEqualTo(1);

        driver.close();

        assertThat(registry.get("coordinator.executions.active").gauge().value())
                .isZero();
    }

    @Test
    void nothingThatAClientSendsBecomesALabel() {
        Set<Meter.Id> before = driveAndCollect("x");

        assertThat(driveAndCollect("y")).isEqualTo(before);
        assertThat(before)
                .flatExtracting(Meter.Id::getTags)
                .extracting(Tag::getValue)
                .noneMatch(v -> v.contains("x1"));
    }

    private Set<Meter.Id> driveAndCollect(String name) {
        for (int i = 0; i < 20; i++) {
            driver.submit(request(name + i).by(name + i).in(name + i));
            driver.submit(request(name + i).in(name + i).withPriority(name + i));
            driver.request(null, TopologyDriver.bytes(name + i), headers -> {});
            driver.request(null, TopologyDriver.bytes("{\"type\":\"" + name + i + "\"}"), headers -> {});
        }
        driver.advance(Duration.ofSeconds(1));
        Set<Meter.Id> ids = new HashSet<>();
        registry.forEachMeter(meter -> ids.add(meter.getId()));
        return ids;
    }

    private long waits(String priority) {
        return registry.get("coordinator.queue.wait.time")
                .tag("priority", priority)
                .timer()
                .count();
    }
}
