package dev.docket.launcher;

import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.ClusterStandIn;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;

/**
 * The cluster that the launcher's suite runs against: a stand-in of its own for each test or, where the system property
 * {@code cluster.real} is true, a namespace of its own on the real cluster that {@code KUBECONFIG} names. Tests that plant
 * faults in the stand-in are tagged {@code stand-in}; the others do not know which it is.
 */
interface TestCluster extends AutoCloseable {
    static boolean isReal() {
        return Boolean.getBoolean("cluster.real");
    }

    /** @param setup the stand-in; of it, a real cluster takes the quota */
    static TestCluster open(ClusterConfig setup) throws IOException {
        return isReal() ? RealCluster.open(setup.quota()) : new StandIn(ClusterStandIn.start(setup));
    }

    /** How to reach it. */
    Config access();

    /** Where the Pods go. */
    String namespace();

    @Override
    void close();
}
