package dev.docket.queue;

import dev.docket.event.CancelRequested;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Fault;
import dev.docket.event.QueueSettings;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.Report;
import dev.docket.event.Request;
import dev.docket.event.TerminalEvent;
import dev.docket.event.Tick;
import java.util.List;
import java.util.function.Consumer;

/**
 * The coordinator's decisions as a function of state and input: the same inputs in the same order give the same
 * decisions. Each input is handled to its end, then free slots are filled.
 *
 * <p>Threading: one thread, the one that writes the ledger.
 */
public final class QueueCore {

    private final Rules rules;
    private final Ledger ledger;
    private final Effects effects;

    /** Decides by these rules, over this state, and tells its decisions to these effects. */
    public QueueCore(Rules rules, Ledger ledger, Effects effects) {
        this.rules = rules;
        this.ledger = ledger;
        this.effects = effects;
    }

    /** Handles a request of a client in which {@link Checks} finds no fault. */
    public void handle(Request request, Arrival arrival) {
        turn(
                arrival,
                turn -> request.accept(new Request.Handler<Void>() {
                    @Override
                    public Void on(ExecutionRequested requested) {
                        Admission.admit(requested, turn);
                        return null;
                    }

                    @Override
                    public Void on(CancelRequested cancel) {
                        Cancellation.cancel(cancel, turn);
                        return null;
                    }
                }));
    }

    /** Handles a report of the launcher in which {@link Checks} finds no fault, or a tick. */
    public void handle(Report report, Arrival arrival) {
        turn(
                arrival,
                turn -> report.accept(new Report.Handler<Void>() {
                    @Override
                    public Void on(ExecutionDelayed delayed) {
                        Reports.delayed(delayed, turn);
                        return null;
                    }

                    @Override
                    public Void on(ExecutionStarted started) {
                        Reports.started(started, turn);
                        return null;
                    }

                    @Override
                    public Void on(TerminalEvent ended) {
                        Reports.ended(ended, turn);
                        return null;
                    }

                    @Override
                    public Void on(Tick tick) {
                        Deadlines.tick(turn);
                        return null;
                    }
                }));
    }

    /** Handles the settings of the queue of this name; settings without any value take the queue's own back. */
    public void handle(String queue, QueueSettings settings, Arrival arrival) {
        turn(arrival, turn -> {
            List<Fault> faults = SettingsCheck.faults(settings);
            if (!faults.isEmpty()) {
                turn.decided(new QueueSettingsRejected(queue, faults, turn.context(queue, null)));
                return;
            }
            SettingsEntry entry = new SettingsEntry(queue, settings);
            if (entry.isEmpty()) {
                ledger.delete(entry.key());
            } else {
                ledger.put(entry);
            }
            QueueLimits limits = turn.line(queue).limits();
            turn.decided(new QueueSettingsApplied(
                    queue,
                    limits.maxActive(),
                    limits.maxPerUser(),
                    limits.maxPending(),
                    limits.maxPendingBytes(),
                    limits.paused(),
                    turn.context(queue, null)));
        });
    }

    private void turn(Arrival arrival, Consumer<Turn> handling) {
        Turn turn = new Turn(ledger, rules, arrival, effects);
        handling.accept(turn);
        Scheduling.fill(turn);
    }
}
