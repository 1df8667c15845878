package dev.docket.queue;

import static java.util.Objects.requireNonNull;

import dev.docket.event.AttemptId;
import dev.docket.event.CancelRequested;
import dev.docket.event.Cause;
import dev.docket.event.Command;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.event.Request;
import dev.docket.event.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One partition under test: a clock that is moved by hand, offsets that count up, a ledger of bytes. What each input
 * sets off is kept, and checked by the next {@link #last()}.
 */
final class QueueDriver {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final int PARTITION = 3;
    static final int BYTES = 500;

    private final BytesLedger ledger;
    private final Output.Recorder recorder = new Output.Recorder();
    private final QueueCore core;
    private final List<DecisionEvent> decisions = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private Output last = recorder.take();
    private Instant now = START;
    private long offset;

    QueueDriver(RulesBuilder rules) {
        this(rules.build());
    }

    QueueDriver(Rules rules) {
        ledger = new BytesLedger(rules);
        core = new QueueCore(rules, ledger, recorder);
    }

    Output feed(Input input) {
        if (input instanceof Input.Requested requested) {
            core.handle(requested.request(), requested.arrival());
        } else if (input instanceof Input.Reported reported) {
            core.handle(reported.report(), reported.arrival());
        } else if (input instanceof Input.Configured configured) {
            core.handle(configured.queue(), configured.settings(), configured.arrival());
        }
        last = recorder.take();
        decisions.addAll(last.decisions());
        commands.addAll(last.plainCommands());
        return last;
    }

    Output submit(RequestBuilder request) {
        return submit(request, BYTES);
    }

    Output submit(RequestBuilder request, int bytes) {
        return request(request.build(), bytes);
    }

    Output submit(String id) {
        return submit(RequestBuilder.aRequest(id));
    }

    void submitAll(String... ids) {
        for (String id : ids) {
            submit(id);
        }
    }

    /** A request that a broker first took so long ago. */
    Output submitLate(RequestBuilder request, Duration age) {
        Arrival arrival = arrival("requests", BYTES);
        long firstTime = arrival.time() - age.toMillis();
        return feed(new Input.Requested(
                request.build(), new Arrival(arrival.cause(), firstTime, arrival.time(), BYTES, null)));
    }

    Output cancel(String id) {
        return cancel(id, "no longer needed");
    }

    Output cancel(String id, String reason) {
        return request(new CancelRequested(id, null, reason, null), BYTES);
    }

    Output start(String id) {
        return start(active(id));
    }

    Output start(AttemptId attempt) {
        return report(new ExecutionStarted(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                "pod",
                "node",
                null,
                null));
    }

    Output finish(String id) {
        return finish(active(id));
    }

    Output finish(AttemptId attempt) {
        return report(new ExecutionCompleted(
                attempt.queue(), attempt.executionId(), attempt.incarnation(), attempt.attempt(), null, null));
    }

    Output report(Report report) {
        return feed(new Input.Reported(report, arrival("reports", BYTES)));
    }

    Output tick() {
        return report(new Tick(PARTITION));
    }

    /** Ticks as long as the queue asks for it; returns how often that was. */
    int tickUntilQuiet() {
        int ticks = 0;
        while (last.tickWanted()) {
            tick();
            ticks++;
        }
        return ticks;
    }

    Output settings(QueueSettings settings) {
        return settings(RequestCheck.DEFAULT_QUEUE, settings);
    }

    Output settings(String queue, QueueSettings settings) {
        return feed(new Input.Configured(queue, settings, arrival("settings", BYTES)));
    }

    Output pause() {
        return settings(new QueueSettings(null, null, null, null, null, true));
    }

    Output resume() {
        return settings(new QueueSettings(null, null, null, null, null, null));
    }

    Output maxActive(int value) {
        return settings(new QueueSettings(null, value, null, null, null, null));
    }

    QueueDriver advance(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** The index is lost and comes back from the bytes. */
    QueueDriver restart() {
        ledger.rebuild(new Random(offset));
        return this;
    }

    QueueDriver restart(Random random) {
        ledger.rebuild(random);
        return this;
    }

    Instant now() {
        return now;
    }

    Output last() {
        return last;
    }

    /** Every decision so far. */
    List<DecisionEvent> decisions() {
        return decisions;
    }

    /** Every command so far. */
    List<Command> commands() {
        return commands;
    }

    BytesLedger ledger() {
        return ledger;
    }

    Line line() {
        return line(RequestCheck.DEFAULT_QUEUE);
    }

    Line line(String queue) {
        return ledger.index().line(queue);
    }

    /** The attempt of the default queue's active execution of this id. */
    AttemptId active(String id) {
        return ((Active) requireNonNull(line().live(id), id)).attemptId();
    }

    private Output request(Request request, int bytes) {
        return feed(new Input.Requested(request, arrival("requests", bytes)));
    }

    private Arrival arrival(String topic, int bytes) {
        return Arrival.of(new Cause(topic, PARTITION, offset++, now), bytes);
    }
}
