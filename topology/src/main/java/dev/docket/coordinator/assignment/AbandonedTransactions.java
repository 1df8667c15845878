package dev.docket.coordinator.assignment;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions of instances that are no longer in the group. One that died within a transaction holds back everybody
 * who reads what is committed, its successor among them, until the transaction times out; when partitions are dealt out anew it
 * is known who is there, and what anyone else has open is as good as timed out.
 *
 * <p>An instance is told by the process id in its transactional id, {@code application-process-thread}, as Kafka Streams makes
 * it. Of an instance that is still there with other threads, transactions are left alone.
 *
 * <p>Nothing rests on this: what is not ended here ends by its time-out. An instance that was taken for dead finds itself
 * fenced, as it would for its partitions, and joins again.
 *
 * <p>Threading: may be called from any thread; works on threads of its own, of which the last is the one that counts.
 */
public final class AbandonedTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    /**
     * How long it is true who is there, even if nobody has asked since: whoever deals out partitions may have been dropped from the
     * group itself after its session time-out, and not know.
     */
    private static final Duration TRUE_FOR = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final String UUID_FORM = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

    private final Map<String, Object> admin;

    private final Pattern transactionalId;

    /** Who was there is true until the next one asks: who has come since may have begun a transaction. */
    private final AtomicLong asked = new AtomicLong();

    private volatile boolean closed;

    /**
     * @param admin settings for an admin client
     * @param applicationId of Kafka Streams
     */
    public AbandonedTransactions(Map<String, Object> admin, String applicationId) {
        this.admin = new HashMap<>(admin);
        this.admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        this.admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        this.transactionalId = Pattern.compile(Pattern.quote(applicationId) + "-(" + UUID_FORM + ")-\\d+");
    }

    /**
     * Begins to end all transactions of the application but those of these, and returns at once.
     *
     * @param present the processes of the whole group
     */
    void endAllBut(Set<ProcessId> present) {
        Set<UUID> there = present.stream().map(ProcessId::id).collect(Collectors.toUnmodifiableSet());
        Deal deal = new Deal(asked.incrementAndGet(), System.nanoTime(), there);
        Thread thread = new Thread(() -> end(deal), "docket-abandoned-transactions");
        thread.setDaemon(true);
        thread.start();
    }

    /** Who was there, and when that was asked. */
    private record Deal(long number, long nanos, Set<UUID> there) {}

    private void end(Deal deal) {
        try (Admin client = Admin.create(admin)) {
            while (!isEnded(client, deal)) {
                if (!isTrue(deal)) {
                    LOG.atWarn()
                            .addKeyValue("askedSince", deal.number() != asked.get())
                            .log(
                                    "not all brokers said which transactions are open; what is not ended is left to its time-out");
                    return;
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("transactions of instances that are gone are left to their time-out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTrue(Deal deal) {
        return !closed && deal.number() == asked.get() && System.nanoTime() - deal.nanos() < TRUE_FOR.toNanos();
    }

    /** @return whether all brokers could be asked, and all that was to be ended is */
    private boolean isEnded(Admin client, Deal deal) throws InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        try {
            CompletableFuture<?>[] brokers = client.listTransactions(ongoing).byBrokerId().get().values().stream()
                    .map(listed -> listed.toCompletionStage()
                            .thenCompose(transactions -> fence(client, deal, transactions))
                            .toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(brokers).get();
            return true;
        } catch (ExecutionException e) {
            LOG.atDebug().setCause(e).log("not all brokers answered");
            return false;
        }
    }

    private CompletionStage<?> fence(Admin client, Deal deal, Collection<TransactionListing> transactions) {
        List<String> abandoned = transactions.stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> isAbandoned(id, deal.there()))
                .toList();
        if (abandoned.isEmpty() || !isTrue(deal)) {
            return CompletableFuture.completedStage(null);
        }
        return client.fenceProducers(abandoned)
                .all()
                .toCompletionStage()
                .thenRun(() -> LOG.atInfo()
                        .addKeyValue("transactions", abandoned)
                        .log("transactions of instances that are gone were ended"));
    }

    private boolean isAbandoned(String id, Set<UUID> there) {
        Matcher parts = transactionalId.matcher(id);
        return parts.matches() && !there.contains(UUID.fromString(parts.group(1)));
    }

    /** What is not done yet is given up, and nothing is done any more. */
    @Override
    public void close() {
        closed = true;
    }
}
