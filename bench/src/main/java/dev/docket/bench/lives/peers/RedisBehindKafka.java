package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.Sample;
import dev.docket.bench.rig.Await;
import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The Redis design behind the topics that Docket has: requests and completions come from Kafka, what was accepted and
 * what is to run goes to Kafka, and scripts in Redis decide. What it promises is less than what Docket does: each record
 * at least once, and with {@code everysec} not even that.
 */
public final class RedisBehindKafka implements Contender {

    /** How many are under way in the loop; {@link RedisDecider#SLOTS} never limit them. */
    private static final int IN_FLIGHT = 8_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration RAMP = Duration.ofSeconds(1);

    private final RedisServer server;
    private final RedisServer.Durability durability;
    private final RedisDecider decider;
    private final KafkaLoad load;

    private RedisBehindKafka(
            RedisServer server, RedisServer.Durability durability, RedisDecider decider, KafkaLoad load) {
        this.server = server;
        this.durability = durability;
        this.decider = decider;
        this.load = load;
    }

    /** Why there can be none; nothing if there can. */
    public static Optional<String> missing() {
        return RedisServer.missing();
    }

    /**
     * Starts a Redis, and what stands between it and Kafka.
     *
     * @param broker where Kafka is, {@code host:port}
     * @param name the installation whose topics it is to have, which it makes
     * @param directory where Redis keeps its file
     * @param always whether Redis' disk has everything before it is answered, rather than within a second
     */
    public static RedisBehindKafka start(String broker, String name, Path directory, boolean always) throws Exception {
        Installation installation =
                new Installation(name, HostPort.read(broker).stream().toList(), KafkaSettings.NONE);
        RedisServer.Durability durability = always ? RedisServer.Durability.ALWAYS : RedisServer.Durability.EVERYSEC;
        RedisServer server = RedisServer.start(directory, durability);
        try {
            KafkaLoad.createTopics(installation);
            return new RedisBehindKafka(
                    server, durability, new RedisDecider(installation, server.connect()), new KafkaLoad(installation));
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "Redis design behind Kafka, appendfsync " + durability.setting();
    }

    /** {@code queueNanos} is the time of Redis, and of the thread that stands between it and Kafka. */
    @Override
    public Sample run(Duration time) throws Exception {
        long commanded = load.commanded();
        load.go(IN_FLIGHT);
        Await.until("a first command", PATIENCE, () -> load.commanded() > commanded);
        TimeUnit.NANOSECONDS.sleep(RAMP.toNanos());
        Sample before = now();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        Sample after = now();
        load.hold();
        try (RedisLine line = server.connect()) {
            Await.until("an end of what is under way", PATIENCE, () -> load.isAtRest() && line.active() == 0);
        }
        return new Sample(
                after.lives() - before.lives(),
                after.nanos() - before.nanos(),
                after.queueNanos() - before.queueNanos());
    }

    private Sample now() {
        decider.check();
        return new Sample(load.commanded(), System.nanoTime(), server.cpuNanos() + decider.cpuNanos());
    }

    /** A connection to look around with. */
    RedisLine look() {
        return server.connect();
    }

    @Override
    public void close() {
        load.close();
        decider.close();
        server.close();
    }
}
