package dev.docket.queue;

import dev.docket.event.Command;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionScheduled;
import dev.docket.serde.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one input set off. */
record Output(List<DecisionEvent> decisions, List<Sent> commands, boolean tickWanted) {

    /** A command and the trace context that goes with it. */
    record Sent(Command command, @Nullable String traceparent) {}

    List<Command> plainCommands() {
        return commands.stream().map(Sent::command).toList();
    }

    /** Without what is said of waits, which no rule is made of; see EstimatorTest. */
    Output withoutEstimates() {
        return new Output(decisions.stream().map(Output::withoutEstimate).toList(), commands, tickWanted);
    }

    private static DecisionEvent withoutEstimate(DecisionEvent decision) {
        if (decision instanceof ExecutionAccepted a) {
            return new ExecutionAccepted(
                    a.queue(),
                    a.executionId(),
                    a.incarnation(),
                    a.priority(),
                    a.position(),
                    a.depth(),
                    null,
                    null,
                    a.decision());
        }
        return decision instanceof ExecutionScheduled s
                ? new ExecutionScheduled(
                        s.queue(),
                        s.executionId(),
                        s.incarnation(),
                        s.attempt(),
                        s.priority(),
                        s.waitMillis(),
                        null,
                        s.decision())
                : decision;
    }

    /** Everything as it would stand in the topics. */
    String json() {
        return Stream.concat(
                        decisions.stream().map(EventJson::write),
                        commands.stream().map(sent -> EventJson.write(sent.command())))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    /** Keeps what is told to it, until it is taken. */
    static final class Recorder implements Effects {

        private List<DecisionEvent> decisions = new ArrayList<>();
        private List<Sent> commands = new ArrayList<>();
        private boolean tickWanted;

        @Override
        public void decided(DecisionEvent decision) {
            decisions.add(decision);
        }

        @Override
        public void command(Command command, @Nullable String traceparent) {
            commands.add(new Sent(command, traceparent));
        }

        @Override
        public void wantTick() {
            tickWanted = true;
        }

        Output take() {
            Output output = new Output(decisions, commands, tickWanted);
            decisions = new ArrayList<>();
            commands = new ArrayList<>();
            tickWanted = false;
            return output;
        }
    }
}
