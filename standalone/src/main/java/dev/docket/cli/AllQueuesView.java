package dev.docket.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All queues, asked for over and over. Keeps what it saw last while no coordinator can be reached. */
final class AllQueuesView implements TopView {

    private static final int MOST = 1_000;

    private final CoordinatorClient client;
    private QueueAnswer.@Nullable Listing last;

    AllQueuesView(CoordinatorClient client) {
        this.client = client;
    }

    @Override
    public List<String> frame(TerminalSize size) {
        String note = "";
        QueueAnswer.Listing listing = last;
        try {
            listing = client.get(Resource.queues("", MOST), QueueAnswer.Listing.class);
            last = listing;
        } catch (CommandFailed e) {
            if (listing == null || e.exitCode() != Exit.UNREACHABLE) {
                throw e;
            }
            note = "no coordinator answers; as it was";
        }
        if (listing.unavailable() != null && !listing.unavailable().isEmpty()) {
            note = "partitions missing: " + listing.unavailable();
        }
        return new TopFrame(size, Instant.now(), note).queues(listing.queues(), listing.next() != null);
    }

    @Override
    public void pause() throws InterruptedException {
        Thread.sleep(BEAT.toMillis());
    }

    @Override
    public void close() {
        // Nothing is held between two questions.
    }
}
