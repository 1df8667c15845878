package dev.docket.standalone;

import dev.docket.audit.Audit;
import dev.docket.audit.AuditFigures;
import dev.docket.audit.AuditReader;
import dev.docket.audit.Limits;
import dev.docket.event.Event;
import dev.docket.replay.Pace;
import dev.docket.replay.Replay;
import dev.docket.replay.Workload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Replays a workload through a running standalone, with an audit beside it, until every request has had all that becomes
 * of it, or nothing happens any more.
 *
 * <p>Threading: {@link #run} is called once.
 */
public final class Demo {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long REFRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final Standalone standalone;
    private final Workload.Arrivals workload;
    private final Clients clients;
    private final DemoView view;
    private final Duration patience;

    /**
     * How the demo reaches Kafka.
     *
     * @param producer sends the requests
     * @param consumer reads committed records and belongs to no group
     */
    public record Clients(Producer<String, Event> producer, Consumer<byte[], byte @Nullable []> consumer) {}

    /**
     * What came of it.
     *
     * @param figures the audit's verdict
     * @param replay from the first request to the last outcome
     */
    public record Result(AuditFigures figures, Duration replay) {}

    /**
     * @param standalone runs
     * @param workload what is sent
     * @param clients belong to the caller
     * @param view is shown how it goes
     * @param patience how long nothing may happen before the demo gives up waiting
     */
    public Demo(Standalone standalone, Workload.Arrivals workload, Clients clients, DemoView view, Duration patience) {
        this.standalone = standalone;
        this.workload = workload;
        this.clients = clients;
        this.view = view;
        this.patience = patience;
    }

    /**
     * Sends, watches and judges.
     *
     * @throws CompletionException if a part of the standalone or the sending fails
     */
    public Result run() {
        var topics = standalone.installation().topics();
        var rules = standalone.coordinatorConfig().rules().limits();
        Audit audit = new Audit(
                topics,
                new Limits(rules.maxActive(), rules.maxPerUser()),
                standalone.podHistory().isPresent());
        AuditReader reader = new AuditReader(clients.consumer(), topics, audit);
        Replay replay = new Replay(clients.producer(), topics.executionRequests(), Pace.fromNow());
        CompletableFuture<@Nullable Void> sending = new CompletableFuture<>();
        Thread sender = new Thread(() -> send(replay, sending), "docket-replay");
        sender.setDaemon(true);
        long start = System.nanoTime();
        sender.start();
        try {
            watch(audit, reader, sending, start);
        } finally {
            sender.interrupt();
            view.end();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        awaitStableEnd(reader);
        standalone.podHistory().ifPresent(history -> history.all().forEach(audit::pod));
        return new Result(audit.verdict(), elapsed);
    }

    private void send(Replay replay, CompletableFuture<@Nullable Void> sending) {
        try {
            replay.run(workload);
            sending.complete(null);
        } catch (InterruptedException e) {
            sending.cancel(false);
        } catch (RuntimeException e) {
            sending.completeExceptionally(e);
        }
    }

    private void watch(Audit audit, AuditReader reader, CompletableFuture<@Nullable Void> sending, long start) {
        long lastShown = start;
        long lastRead = start;
        long launched = 0;
        while (true) {
            long now = System.nanoTime();
            if (reader.poll(POLL) > 0) {
                lastRead = now;
            }
            if (now - lastShown < REFRESH_NANOS) {
                continue;
            }
            AuditFigures figures = audit.progress();
            double perSecond = (figures.load().scheduled() - launched) * 1e9 / (now - lastShown);
            launched = figures.load().scheduled();
            lastShown = now;
            view.show(new DemoView.Standing(
                    figures, Duration.ofNanos(now - start), workload.arrivals().size(), perSecond));
            if (sending.isDone()) {
                sending.join();
                boolean settled =
                        figures.answers().submitted() >= workload.arrivals().size() && figures.unaccounted() == 0;
                if (settled || now - lastRead > patience.toNanos()) {
                    return;
                }
            }
            if (standalone.failed().isPresent()) {
                throw new CompletionException(standalone.failed().get());
            }
        }
    }

    private void awaitStableEnd(AuditReader reader) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reader.atStableEnd() && System.nanoTime() < deadline) {
            reader.poll(POLL);
        }
    }
}
