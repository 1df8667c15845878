package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.query.Owners.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds the answer to a question, whichever instance has it: the original, here or on the instance that owns the queue;
 * while that moves, again after a moment; and if it does not come back by then, a standby, whose answer says how stale it
 * may be. An owner that cannot be reached is not waited for: its standby is asked at once.
 *
 * <p>Threading: all methods may be called from any thread. An answer that this instance has is there when the call
 * returns.
 */
public final class Router {

    /** How often the original is tried before a standby will do. */
    private static final int PATIENCE = 3;

    private static final long PAUSE_MILLIS = 150;

    /** How long somebody may search: as long as the group needs to notice a death, nearly, and as a client waits. */
    private static final long BUDGET_NANOS = Duration.ofSeconds(5).toNanos();

    private final LocalCopies copies;
    private final Owners owners;
    private final Peers peers;
    private final HostPort self;

    /**
     * A router on one instance.
     *
     * @param self what this instance is called in {@code application.server}
     */
    public Router(LocalCopies copies, Owners owners, Peers peers, HostPort self) {
        this.copies = copies;
        this.owners = owners;
        this.peers = peers;
        this.self = self;
    }

    /** The answer; nothing if nobody can give one now. Completes exceptionally only if the question itself fails. */
    public <T> CompletableFuture<Optional<T>> ask(Question<T> question, Reach reach) {
        int partition = owners.partitionOf(question.queue());
        return switch (reach) {
            case ACTIVE_HERE -> done(active(partition, question));
            case ANY_COPY_HERE -> done(active(partition, question).or(() -> standby(partition, question)));
            case ANYWHERE -> new Search<>(question, partition).run();
        };
    }

    private <T> Optional<T> active(int partition, Question<T> question) {
        return inWords(copies.active(partition, question::answer));
    }

    private <T> Optional<T> standby(int partition, Question<T> question) {
        return inWords(copies.standby(partition, question::answer));
    }

    /** The copy has been let go of by now. */
    private static <T> Optional<T> inWords(Optional<Optional<Supplier<T>>> told) {
        return told.flatMap(answer -> answer).map(Supplier::get);
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private final class Search<T> {

        private final Question<T> question;
        private final int partition;
        private final long begun = System.nanoTime();
        private int tries;

        Search(Question<T> question, int partition) {
            this.question = question;
            this.partition = partition;
        }

        CompletableFuture<Optional<T>> run() {
            Optional<T> here = active(partition, question);
            return here.isPresent() ? done(here) : elsewhere(owners.of(question.queue()));
        }

        private CompletableFuture<Optional<T>> elsewhere(Owner owner) {
            tries++;
            HostPort active = owner.active();
            boolean worthAsking = active != null && !active.equals(self) && !peers.isSuspect(active);
            CompletableFuture<Optional<T>> original =
                    active != null && worthAsking ? askPeer(active, Reach.ACTIVE_HERE) : done(Optional.empty());
            return otherwise(original, () -> {
                boolean unreachable = active != null && peers.isSuspect(active);
                return tries < PATIENCE && !unreachable ? later() : standby(owner);
            });
        }

        private CompletableFuture<Optional<T>> standby(Owner owner) {
            CompletableFuture<Optional<T>> found = done(Router.this.standby(partition, question));
            List<HostPort> others = owner.standbys().stream()
                    .filter(host -> !host.equals(self) && !peers.isSuspect(host))
                    .toList();
            for (HostPort host : others) {
                found = otherwise(found, () -> askPeer(host, Reach.ANY_COPY_HERE));
            }
            return otherwise(found, () -> System.nanoTime() - begun < BUDGET_NANOS ? later() : done(Optional.empty()));
        }

        private CompletableFuture<Optional<T>> later() {
            Executor pause = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return CompletableFuture.runAsync(() -> {}, pause).thenCompose(paused -> run());
        }

        private CompletableFuture<Optional<T>> askPeer(HostPort peer, Reach reach) {
            return peers.ask(peer, question.call(), reach).thenApply(reply -> reply.map(question::read));
        }

        private CompletableFuture<Optional<T>> otherwise(
                CompletableFuture<Optional<T>> first, Supplier<CompletableFuture<Optional<T>>> second) {
            return first.thenCompose(found -> found.isPresent() ? done(found) : second.get());
        }
    }
}
