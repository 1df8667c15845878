package dev.docket.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Two ports on which nobody listens. The one for the controller must be known before the broker binds it, so it cannot be
 * left to the system; and Kafka ends the process if it cannot bind it. It is therefore drawn from below the range out of
 * which systems hand out ports by themselves, where nobody takes one by accident between our look and Kafka's.
 *
 * @param broker for clients
 * @param controller for the broker's own controller
 */
public record LoopbackPorts(int broker, int controller) {

    private static final int FIRST = 20_000;

    private static final int LAST = 30_000;

    private static final int TRIES = 200;

    /**
     * @param broker the port for clients, or 0 for any free one
     * @throws IOException if that port is taken, or none is free
     */
    static LoopbackPorts find(int broker) throws IOException {
        if (broker != 0 && !isFree(broker)) {
            throw new BindException("port " + broker + " is taken by another program");
        }
        int forClients = broker != 0 ? broker : draw(0);
        return new LoopbackPorts(forClients, draw(forClients));
    }

    /**
     * A port for a process that is about to be started, and will listen on it some seconds from now.
     *
     * @throws IOException if none is free
     */
    public static int free() throws IOException {
        return draw(0);
    }

    private static int draw(int other) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (port != other && isFree(port)) {
                return port;
            }
        }
        throw new BindException("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Kafka does: a port whose last connections are still winding down is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
