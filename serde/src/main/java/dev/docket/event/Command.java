package dev.docket.event;

/** What the launcher is told on the topic {@code pod-commands}. */
public sealed interface Command extends Event permits CreatePodCommand, DeletePodCommand {

    String queue();

    String executionId();

    Incarnation incarnation();

    int attempt();

    /** The attempt that this command is about. */
    default AttemptId attemptId() {
        return new AttemptId(queue(), executionId(), incarnation(), attempt());
    }

    /** Gives this command to the method of the handler that is made for it. */
    <R> R accept(Handler<R> handler);

    /** One method per command, so that a new one does not compile until it is handled. */
    interface Handler<R> {
        R on(CreatePodCommand command);

        R on(DeletePodCommand command);
    }
}
