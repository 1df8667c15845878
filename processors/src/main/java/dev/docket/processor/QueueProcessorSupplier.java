package dev.docket.processor;

import dev.docket.queue.Rules;
import dev.docket.serde.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Makes the processor of each task. Records whose handling failed are remembered here, across tasks and threads. */
public final class QueueProcessorSupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    /**
     * What every processor of an instance shares.
     *
     * @param topics the topics of the installation
     * @param partitions how many partitions each input has
     * @param rules what decisions depend on
     * @param metrics what is counted and measured
     */
    public record Parts(Topics topics, int partitions, Rules rules, QueueMetrics metrics) {}

    private final Parts parts;
    private final PoisonRecords poison = new PoisonRecords();

    /** A supplier of processors that share these parts. */
    public QueueProcessorSupplier(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
        return new QueueProcessor(parts, poison);
    }
}
