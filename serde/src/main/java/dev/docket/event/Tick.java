package dev.docket.event;

/**
 * The coordinator's own alarm clock: what is due ends when this is read, behind every report that was there before.
 *
 * @param partition the partition of {@code execution-reports} that it is meant for
 */
public record Tick(int partition) implements Report {

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
