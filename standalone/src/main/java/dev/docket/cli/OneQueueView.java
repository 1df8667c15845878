package dev.docket.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One queue as it changes, and the head of its line, asked for at most once a beat. */
final class OneQueueView implements TopView {

    private final CoordinatorClient client;
    private final String queue;
    private final @Nullable EventStream changes;
    private QueueAnswer overview;
    private LineAnswer line;
    private long askedAt = System.nanoTime();
    private boolean lost;
    private boolean behind;

    private OneQueueView(CoordinatorClient client, String queue, int lines, boolean live) {
        this.client = client;
        this.queue = queue;
        this.overview = client.get(Resource.queue(queue), QueueAnswer.class);
        this.line = head(lines);
        this.changes = live ? client.follow(Resource.queueEvents(queue)) : null;
    }

    /** How it stands now, and nothing after that. */
    static OneQueueView once(CoordinatorClient client, String queue, TerminalSize size) {
        return new OneQueueView(client, queue, size.lines(), false);
    }

    /** How it stands, and every change from now on. */
    static OneQueueView live(CoordinatorClient client, String queue, TerminalSize size) {
        return new OneQueueView(client, queue, size.lines(), true);
    }

    @Override
    public List<String> frame(TerminalSize size) {
        if (!lost && System.nanoTime() - askedAt >= BEAT.toNanos()) {
            askedAt = System.nanoTime();
            try {
                line = head(size.lines());
                behind = false;
            } catch (CommandFailed e) {
                if (e.exitCode() == Exit.FAILED) {
                    throw e;
                }
                behind = true;
            }
        }
        String note = lost || behind ? "no coordinator answers; as it was" : "";
        return new TopFrame(size, Instant.now(), note).queue(overview, line);
    }

    @Override
    public void pause() throws InterruptedException {
        EventStream.News news = changes == null ? null : changes.next(BEAT);
        if (news instanceof EventStream.Changed changed) {
            overview = CoordinatorClient.read(changed.now(), QueueAnswer.class);
            lost = false;
        } else if (news instanceof EventStream.Lost) {
            lost = true;
        } else if (news instanceof EventStream.Failed failed) {
            throw failed.failure();
        }
    }

    @Override
    public void close() {
        if (changes != null) {
            changes.close();
        }
    }

    private LineAnswer head(int lines) {
        return client.get(Resource.line(queue, Math.max(1, Math.min(lines, 200))), LineAnswer.class);
    }
}
