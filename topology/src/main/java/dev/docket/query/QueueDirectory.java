package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.query.Owners.Owner;
import dev.docket.query.Question.Call;
import dev.docket.query.Question.PeerReply;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the queues of all partitions: each partition is asked of its owner, what is left of a standby, and what is left
 * then is said to be unavailable. A queue that never had an entry stands nowhere.
 */
public final class QueueDirectory {

    private final LocalCopies copies;
    private final Owners owners;
    private final Peers peers;
    private final HostPort self;

    /** A directory on the instance of this address. */
    public QueueDirectory(LocalCopies copies, Owners owners, Peers peers, HostPort self) {
        this.copies = copies;
        this.owners = owners;
        this.peers = peers;
        this.self = self;
    }

    /**
     * A page of a list, by name.
     *
     * @param after only names behind this one; null for all
     * @param limit how many at the most
     */
    public record Range(@Nullable String after, int limit) {}

    /** Queues of the whole installation. */
    public CompletableFuture<QueueList> everywhere(Range range) {
        Gathering gathering = new Gathering(range);
        return gathering
                .from(owner -> owner.active() == null ? List.of() : List.of(owner.active()), Reach.ACTIVE_HERE)
                .thenCompose(first -> gathering.from(Owner::standbys, Reach.ANY_COPY_HERE))
                .thenApply(last -> gathering.result());
    }

    /**
     * Queues of these partitions, as far as this instance has copies.
     *
     * @param reach which copies may answer
     */
    public QueueList here(Range range, Collection<Integer> partitions, Reach reach) {
        List<QueueOverview> found = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        for (int partition : partitions) {
            Function<Copy, List<Supplier<QueueOverview>>> question =
                    copy -> QueueAnswers.list(copy, range.after(), range.limit());
            Optional<List<Supplier<QueueOverview>>> list = copies.active(partition, question);
            if (list.isEmpty() && reach == Reach.ANY_COPY_HERE) {
                list = copies.standby(partition, question);
            }
            list.ifPresentOrElse(
                    told -> told.forEach(overview -> found.add(overview.get())), () -> missing.add(partition));
        }
        return page(found, missing, range);
    }

    private static QueueList page(List<QueueOverview> found, Collection<Integer> missing, Range range) {
        List<QueueOverview> sorted = found.stream()
                .sorted(Comparator.comparing(QueueOverview::queue))
                .toList();
        List<QueueOverview> page = sorted.subList(0, Math.min(range.limit(), sorted.size()));
        // A partition that gave a full page may have more behind it.
        boolean more = page.size() == range.limit() && !page.isEmpty();
        return new QueueList(
                page, more ? page.get(page.size() - 1).queue() : null, missing.isEmpty() ? null : List.copyOf(missing));
    }

    /** One listing: what was found so far, and of which partitions nothing is known yet. */
    private final class Gathering {

        private final Range range;
        private final List<QueueOverview> found = new ArrayList<>();
        private final TreeSet<Integer> missing = new TreeSet<>();

        Gathering(Range range) {
            this.range = range;
            for (int partition = 0; partition < owners.partitions(); partition++) {
                missing.add(partition);
            }
        }

        QueueList result() {
            return page(found, missing, range);
        }

        CompletableFuture<?> from(Function<Owner, List<HostPort>> holders, Reach reach) {
            Map<HostPort, List<Integer>> byHost = new HashMap<>();
            owners.all().stream()
                    .filter(owner -> missing.contains(owner.partition()))
                    .forEach(owner -> holders.apply(owner)
                            .forEach(host -> byHost.computeIfAbsent(host, h -> new ArrayList<>())
                                    .add(owner.partition())));
            return CompletableFuture.allOf(byHost.entrySet().stream()
                    .map(entry -> ask(entry.getKey(), entry.getValue(), reach))
                    .toArray(CompletableFuture[]::new));
        }

        private CompletableFuture<?> ask(HostPort host, List<Integer> partitions, Reach reach) {
            if (host.equals(self)) {
                take(here(range, partitions, reach), partitions);
                return CompletableFuture.completedFuture(null);
            }
            if (peers.isSuspect(host)) {
                return CompletableFuture.completedFuture(null);
            }
            return peers.ask(host, call(partitions), reach)
                    .thenAccept(reply -> reply.flatMap(QueueDirectory::read).ifPresent(list -> take(list, partitions)));
        }

        private Call call(List<Integer> partitions) {
            String after = range.after();
            String query = "?limit=" + range.limit() + "&partitions="
                    + partitions.stream().map(String::valueOf).collect(Collectors.joining(","))
                    + (after == null ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
            return new Call("GET", "/v1/queues" + query, null);
        }

        /** Two holders of one partition may answer; the first counts. */
        private synchronized void take(QueueList list, List<Integer> asked) {
            TreeSet<Integer> told = new TreeSet<>(asked);
            told.retainAll(missing);
            if (list.unavailable() != null) {
                told.removeAll(list.unavailable());
            }
            missing.removeAll(told);
            list.queues().stream()
                    .filter(queue -> told.contains(queue.partition()))
                    .forEach(found::add);
        }
    }

    private static Optional<QueueList> read(PeerReply reply) {
        try {
            return Optional.of(EventJson.values().readValue(reply.body(), QueueList.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
