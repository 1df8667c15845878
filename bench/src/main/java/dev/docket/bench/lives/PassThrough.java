package dev.docket.bench.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.docket.bench.lives.LifeRecords.Written;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.Wiring;
import dev.docket.processor.Nodes;
import dev.docket.serde.Topics;
import dev.docket.store.ChangelogSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling: reads the queue's inputs and, without any queue, writes for each as many records of the same sizes as the
 * queue does, to the same topics and into a logged store that is a hash map, with the same guarantee. Nothing that keeps
 * these promises by Kafka Streams can be faster.
 */
public final class PassThrough implements Wiring {

    private final LifeRecords life;
    private final byte[] sampleId;

    /** Writes such records. */
    public PassThrough(LifeRecords life) {
        this.life = life;
        sampleId = life.id().getBytes(UTF_8);
    }

    @Override
    public String storeName() {
        return Nodes.STORE;
    }

    @Override
    public Topology topology(CoordinatorConfig config, MeterRegistry meters) {
        Topics topics = config.installation().topics();
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        return new Topology()
                .addSource(Nodes.REQUESTS, read, read, topics.executionRequests())
                .addSource(Nodes.REPORTS, read, read, topics.executionReports())
                .addProcessor(
                        Nodes.QUEUE,
                        () -> new Writer(life, sampleId, topics.executionRequests()),
                        Nodes.REQUESTS,
                        Nodes.REPORTS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        new HashMapStore.Supplier(Nodes.STORE), Serdes.Bytes(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(ChangelogSettings.DEFAULTS),
                        Nodes.QUEUE)
                .addSink(Nodes.EVENTS, topics.executionEvents(), write, write, Nodes.QUEUE)
                .addSink(Nodes.COMMANDS, topics.podCommands(), write, write, Nodes.QUEUE);
    }

    private static final class Writer implements Processor<byte[], byte[], byte[], byte[]> {

        private final String requests;
        private final List<Form> events;
        private final List<Form> commands;
        private final List<Form> changes;
        private final List<Form> end;
        private final List<Form> lastChanges;
        private @Nullable ProcessorContext<byte[], byte[]> context;
        private @Nullable KeyValueStore<Bytes, byte[]> store;

        Writer(LifeRecords life, byte[] id, String requests) {
            this.requests = requests;
            events = forms(life.events(), id);
            commands = forms(life.commands(), id);
            changes = forms(life.changes(), id);
            end = forms(List.of(life.end()), id);
            lastChanges = forms(life.lastChanges(), id);
        }

        private static List<Form> forms(List<Written> records, byte[] id) {
            return records.stream().map(record -> new Form(record, id)).toList();
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            context = processorContext;
            store = processorContext.getStateStore(Nodes.STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            ProcessorContext<byte[], byte[]> here = context;
            KeyValueStore<Bytes, byte[]> state = store;
            if (here == null || state == null) {
                throw new IllegalStateException("a record before init");
            }
            byte[] id = Field.EXECUTION_ID.of(record.value());
            boolean request = here.recordMetadata().orElseThrow().topic().equals(requests);
            byte[] script = request ? Field.SCRIPT.of(record.value()) : id;
            forward(request ? events : end, id, script, Nodes.EVENTS, here, record.timestamp());
            for (Form change : request ? changes : lastChanges) {
                state.put(Bytes.wrap(change.key(id)), change.value(id, script));
            }
            if (request) {
                forward(commands, id, script, Nodes.COMMANDS, here, record.timestamp());
            }
        }

        private static void forward(
                List<Form> forms,
                byte[] id,
                byte[] script,
                String sink,
                ProcessorContext<byte[], byte[]> context,
                long time) {
            for (Form form : forms) {
                context.forward(new Record<>(form.key(id), form.value(id, script), time), sink);
            }
        }
    }

    /** A record of the sample, and where in it there stand id and script. */
    private static final class Form {

        private final byte[] key;
        private final byte @Nullable [] value;
        private final int idInKey;
        private final int idInValue;
        private final int script;

        Form(Written written, byte[] id) {
            key = written.key().get();
            value = written.value() == null ? null : written.value().get();
            idInKey = Splice.find(key, id);
            idInValue = value == null ? -1 : Splice.find(value, id);
            script = value == null ? -1 : Field.SCRIPT.in(value);
        }

        byte[] key(byte[] id) {
            return Splice.copy(key, idInKey, id);
        }

        byte @Nullable [] value(byte[] id, byte[] scriptBytes) {
            if (value == null) {
                return null;
            }
            byte[] copy = Splice.copy(value, idInValue, id);
            if (script >= 0) {
                System.arraycopy(scriptBytes, 0, copy, script, scriptBytes.length);
            }
            return copy;
        }
    }
}
