package dev.docket.cluster;

import java.nio.file.Path;

/** A stand-in as a program of its own: prints its URL and serves until it is killed. */
final class ForkedStandIn {
    private ForkedStandIn() {}

    public static void main(String[] arguments) throws Exception {
        ClusterStandIn cluster = ClusterStandIn.start(ClusterConfig.in(Path.of(arguments[0])));
        System.out.println(cluster.baseUrl());
        Thread.currentThread().join();
    }
}
