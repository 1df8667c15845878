package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.query.Instances.ActivePartition;
import dev.docket.query.Instances.Instance;
import dev.docket.query.Instances.StandbyPartition;
import dev.docket.query.Owners.Owner;
import dev.docket.query.Question.Call;
import dev.docket.query.Question.PeerReply;
import dev.docket.queue.Line;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams;

/** Tells which instances there are and what each has. */
public final class InstanceDirectory {

    private static final Call SELF = new Call("GET", "/v1/instances/self", null);

    private final KafkaStreams streams;
    private final LocalCopies copies;
    private final Owners owners;
    private final Peers peers;
    private final HostPort self;

    /** A directory on the instance of this address. */
    public InstanceDirectory(KafkaStreams streams, LocalCopies copies, Owners owners, Peers peers, HostPort self) {
        this.streams = streams;
        this.copies = copies;
        this.owners = owners;
        this.peers = peers;
        this.self = self;
    }

    /** All instances of the group, by address; each tells of itself. */
    public CompletableFuture<Instances> all() {
        List<CompletableFuture<Instance>> asked = owners.hosts().stream()
                .map(host -> host.equals(self)
                        ? CompletableFuture.completedFuture(self())
                        : peers.ask(host, SELF, Reach.ACTIVE_HERE)
                                .thenApply(reply ->
                                        reply.flatMap(InstanceDirectory::read).orElseGet(() -> unreachable(host))))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> new Instances(asked.stream()
                        .map(CompletableFuture::join)
                        .sorted(Comparator.comparing(Instance::address))
                        .toList()));
    }

    /** This instance. */
    public Instance self() {
        LocalCopies.Census census = copies.census();
        return new Instance(
                self.toString(),
                true,
                streams.state().name(),
                census.active().stream().map(this::active).toList(),
                census.standby().stream().map(this::standby).toList(),
                null);
    }

    private ActivePartition active(int partition) {
        return copies.active(
                        partition,
                        copy -> new ActivePartition(
                                partition,
                                copy.index().lines().stream()
                                        .map(Line::queue)
                                        .limit(Instances.MOST_QUEUES)
                                        .toList(),
                                copy.index().lines().size()))
                .orElseGet(() -> new ActivePartition(partition, null, null));
    }

    private StandbyPartition standby(int partition) {
        return copies.standby(partition, Copy::staleness)
                .map(stale -> new StandbyPartition(partition, stale.records(), stale.asOf()))
                .orElseGet(() -> new StandbyPartition(partition, null, null));
    }

    private Instance unreachable(HostPort host) {
        List<Owner> all = owners.all();
        return new Instance(
                host.toString(),
                false,
                null,
                all.stream()
                        .filter(owner -> host.equals(owner.active()))
                        .map(owner -> new ActivePartition(owner.partition(), null, null))
                        .toList(),
                all.stream()
                        .filter(owner -> owner.standbys().contains(host))
                        .map(owner -> new StandbyPartition(owner.partition(), null, null))
                        .toList(),
                true);
    }

    private static Optional<Instance> read(PeerReply reply) {
        try {
            Instance told = EventJson.values().readValue(reply.body(), Instance.class);
            return Optional.of(new Instance(
                    told.address(), false, told.state(), told.active(), told.standby(), told.unreachable()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
