package dev.docket.replay;

import dev.docket.event.Event;
import dev.docket.event.ExecutionRequested;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends a workload at its pace. The key of each record is its queue, so that one queue's requests stay in order.
 *
 * <p>Threading: {@link #run} is called once, from one thread; {@link #acknowledged} from any.
 */
public final class Replay {

    private final Producer<String, Event> producer;
    private final String topic;
    private final Pace pace;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * @param producer sends and is not closed here; to lose nothing and repeat nothing it is idempotent, with
     *     {@code acks=all}
     * @param topic the topic of requests
     * @param pace tells when an arrival is due
     */
    public Replay(Producer<String, Event> producer, String topic, Pace pace) {
        this.producer = producer;
        this.topic = topic;
        this.pace = pace;
    }

    /**
     * Sends every arrival when it is due and waits until the broker has them all. One that is due already is sent at
     * once: a sender that cannot keep up falls behind, it leaves nothing out.
     *
     * @throws InterruptedException if interrupted while waiting; what was sent stays sent
     * @throws ReplayFailed if the broker refused a record; the others may have been sent
     */
    public void run(Workload.Arrivals workload) throws InterruptedException {
        for (Workload.Arrival arrival : workload.arrivals()) {
            pace.await(arrival.after());
            send(arrival.request());
            failIfRefused();
        }
        producer.flush();
        failIfRefused();
    }

    /** How many requests the broker has by now. */
    public long acknowledged() {
        return acknowledged.get();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    private void send(ExecutionRequested request) {
        String queue = request.queue() == null ? "default" : request.queue();
        producer.send(new ProducerRecord<>(topic, queue, request), (metadata, refused) -> {
            if (refused == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, refused);
            }
        });
    }

    private void failIfRefused() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new ReplayFailed(refused);
        }
    }

    /** The broker refused a record for good. */
    public static final class ReplayFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReplayFailed(Exception cause) {
            super("a request could not be sent: " + cause.getMessage(), cause);
        }
    }
}
