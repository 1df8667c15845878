package dev.docket.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The usual port where it is free, so that people find things where they expect them. */
final class Ports {

    private Ports() {}

    /** This port if nobody listens on it, or else 0, which stands for any. */
    static int usualOrAny(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            return 0;
        }
    }
}
