package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.cluster.ClusterStandIn;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A stand-in in this JVM; when it is closed, the launcher must not have asked for anything that its Role does not grant. */
final class StandIn implements TestCluster {
    private final ClusterStandIn server;
    private final Rights rights = new Rights();

    StandIn(ClusterStandIn server) {
        this.server = server;
        server.observer(rights::asked);
    }

    ClusterStandIn server() {
        return server;
    }

    /** What the launchers have used so far. */
    Rights rights() {
        return rights;
    }

    @Override
    public Config access() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.baseUrl().toString())
                .withNamespace(namespace())
                .build();
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public void close() {
        server.close();
        try {
            assertThat(Rights.granted()).containsAll(rights.used());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
