package dev.docket.queue;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** Rules with small numbers, so that a test meets every limit soon. */
final class RulesBuilder {

    private QueueLimits limits = new QueueLimits(1, 100, 1000, 1L << 20, false);
    private Rules.Requests requests = Rules.Requests.DEFAULTS;
    private Rules.Memory memory = Rules.Memory.DEFAULTS;
    private Rules.Leases leases =
            new Rules.Leases(Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(5));
    private Rules.Work work = Rules.Work.DEFAULTS;

    static RulesBuilder rules() {
        return new RulesBuilder();
    }

    RulesBuilder maxActive(int value) {
        return limits(l -> new QueueLimits(value, l.maxPerUser(), l.maxPending(), l.maxPendingBytes(), l.paused()));
    }

    RulesBuilder maxPerUser(int value) {
        return limits(l -> new QueueLimits(l.maxActive(), value, l.maxPending(), l.maxPendingBytes(), l.paused()));
    }

    RulesBuilder maxPending(int value) {
        return limits(l -> new QueueLimits(l.maxActive(), l.maxPerUser(), value, l.maxPendingBytes(), l.paused()));
    }

    RulesBuilder maxPendingBytes(long value) {
        return limits(l -> new QueueLimits(l.maxActive(), l.maxPerUser(), l.maxPending(), value, l.paused()));
    }

    RulesBuilder staleTimeout(Duration value) {
        return memory(m -> new Rules.Memory(
                value,
                m.pendingTimeout(),
                m.finishedRetention(),
                m.maxFinished(),
                m.earlyCancelRetention(),
                m.maxEarlyCancels()));
    }

    RulesBuilder pendingTimeout(Duration value) {
        return memory(m -> new Rules.Memory(
                m.staleTimeout(),
                value,
                m.finishedRetention(),
                m.maxFinished(),
                m.earlyCancelRetention(),
                m.maxEarlyCancels()));
    }

    RulesBuilder finishedRetention(Duration value) {
        return memory(m -> new Rules.Memory(
                m.staleTimeout(),
                m.pendingTimeout(),
                value,
                m.maxFinished(),
                m.earlyCancelRetention(),
                m.maxEarlyCancels()));
    }

    RulesBuilder maxFinished(int value) {
        return memory(m -> new Rules.Memory(
                m.staleTimeout(),
                m.pendingTimeout(),
                m.finishedRetention(),
                value,
                m.earlyCancelRetention(),
                m.maxEarlyCancels()));
    }

    RulesBuilder earlyCancels(Duration retention, int most) {
        return memory(m -> new Rules.Memory(
                m.staleTimeout(), m.pendingTimeout(), m.finishedRetention(), m.maxFinished(), retention, most));
    }

    RulesBuilder leases(Duration launchTimeout, Duration startGrace, Duration endGrace) {
        leases = new Rules.Leases(launchTimeout, startGrace, endGrace);
        return this;
    }

    RulesBuilder work(int maxCommands, long maxCommandBytes, int maxDue) {
        work = new Rules.Work(maxCommands, maxCommandBytes, maxDue);
        return this;
    }

    Rules build() {
        return new Rules(limits, requests, memory, leases, work);
    }

    private RulesBuilder limits(UnaryOperator<QueueLimits> change) {
        limits = change.apply(limits);
        return this;
    }

    private RulesBuilder memory(UnaryOperator<Rules.Memory> change) {
        memory = change.apply(memory);
        return this;
    }
}
