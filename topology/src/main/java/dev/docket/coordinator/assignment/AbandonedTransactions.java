package dev.docket.coordinator.assignment;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions of instances that are no longer in the group. One that died within a transaction holds back everybody
 * who reads what is committed, its successor among them, until the transaction times out; when partitions are dealt out anew it
 * is known who is there, and the transaction of anyone else can come to nothing any more: its offsets would be refused.
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

    /** A broker may just be gone, and another be reading its transactions. */
    private static final int LOOKS = 10;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final String UUID_FORM = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

    private final Map<String, Object> admin;

    private final Pattern transactionalId;

    /** Who was there is true until the next one asks: who has come since may have begun a transaction. */
    private final AtomicLong asked = new AtomicLong();

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
        long asking = asked.incrementAndGet();
        Set<UUID> there = present.stream().map(ProcessId::id).collect(Collectors.toUnmodifiableSet());
        Thread thread = new Thread(() -> end(there, asking), "docket-abandoned-transactions");
        thread.setDaemon(true);
        thread.start();
    }

    private void end(Set<UUID> there, long asking) {
        try (Admin client = Admin.create(admin)) {
            for (int looks = 0; looks < LOOKS && asking == asked.get() && !isEnded(client, there, asking); looks++) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("transactions of instances that are gone are left to their time-out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether all brokers could be asked, and all that was to be ended is */
    private boolean isEnded(Admin client, Set<UUID> there, long asking) throws InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        Set<String> abandoned = new TreeSet<>();
        boolean complete = true;
        try {
            for (KafkaFuture<Collection<TransactionListing>> broker :
                    client.listTransactions(ongoing).byBrokerId().get().values()) {
                complete &= isDone(broker);
                if (!broker.isCompletedExceptionally()) {
                    broker.get().stream()
                            .map(TransactionListing::transactionalId)
                            .filter(id -> isAbandoned(id, there))
                            .forEach(abandoned::add);
                }
            }
        } catch (ExecutionException e) {
            LOG.atDebug().setCause(e).log("the brokers did not say which transactions there are");
            return false;
        }
        if (abandoned.isEmpty() || asking != asked.get()) {
            return complete;
        }
        boolean fenced = isDone(client.fenceProducers(abandoned).all());
        if (fenced) {
            LOG.atInfo()
                    .addKeyValue("transactions", abandoned)
                    .log("transactions of instances that are gone were ended");
        }
        return complete && fenced;
    }

    private static boolean isDone(KafkaFuture<?> answer) throws InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            LOG.atDebug().setCause(e).log("a broker did not answer");
            return false;
        }
    }

    private boolean isAbandoned(String id, Set<UUID> there) {
        Matcher parts = transactionalId.matcher(id);
        return parts.matches() && !there.contains(UUID.fromString(parts.group(1)));
    }

    /** What is not done yet is given up. */
    @Override
    public void close() {
        asked.incrementAndGet();
    }
}
