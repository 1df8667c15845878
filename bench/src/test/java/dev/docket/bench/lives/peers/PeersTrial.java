package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.Sample;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import dev.docket.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;

/** Tries one contender, with whatever driving: {@code heap 10000}, {@code redis everysec 0 2 500 1}, … */
final class PeersTrial {

    private static final int SECONDS = Integer.getInteger("seconds", 4);

    private PeersTrial() {}

    public static void main(String[] args) throws Exception {
        Quiet.unlessAsked();
        try (WorkDirectory work = WorkDirectory.of(null);
                Contender contender = contender(work.path(), args)) {
            contender.run(Duration.ofSeconds(3));
            for (int i = 0; i < 2; i++) {
                Sample sample = contender.run(Duration.ofSeconds(SECONDS));
                System.out.printf(
                        "%s: %.0f lives/s, %.1f us CPU%n",
                        String.join(" ", args) + " | " + contender.name(), sample.rate(), sample.microsPerLife());
            }
        }
        System.exit(0); // The broker has no other end here.
    }

    private static Contender contender(Path directory, String[] args) throws Exception {
        return switch (args[0]) {
            case "heap" -> new HeapContender(Integer.parseInt(args[1]));
            case "redis" ->
                RedisContender.start(
                        directory.resolve("redis"),
                        RedisServer.Durability.valueOf(args[1].toUpperCase(java.util.Locale.ROOT)),
                        Integer.parseInt(args[2]),
                        new RedisContender.Driving(
                                Integer.parseInt(args[3]), Integer.parseInt(args[4]), Integer.parseInt(args[5])));
            case "postgres" ->
                PostgresContender.start(
                        directory.resolve("postgres"),
                        Integer.parseInt(args[1]),
                        new PostgresContender.Driving(
                                Integer.parseInt(args[2]), Integer.parseInt(args[3]), Boolean.parseBoolean(args[4])));
            case "kafka" ->
                RedisBehindKafka.start(
                        EmbeddedBroker.start(directory.resolve("kafka"), 0).bootstrapServers(),
                        "trial",
                        directory.resolve("redis"),
                        Boolean.parseBoolean(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        };
    }
}
