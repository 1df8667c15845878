package dev.docket.live;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * The connection under a stream: how long the server waits for a client that does not read, and how much the operating
 * system holds for one. The servlet API can say neither; Jetty's end point can.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class Wire {

    /**
     * How much the operating system may hold for a client. Left to itself it takes megabytes, in which thousands of events
     * would go before anybody saw that they are not read.
     */
    private static final int SEND_BUFFER_BYTES = 32 * 1024;

    private final EndPoint endPoint;
    private final long idleTimeout;

    private Wire(EndPoint endPoint) {
        this.endPoint = endPoint;
        idleTimeout = endPoint.getIdleTimeout();
    }

    /**
     * Takes the connection of this request for a stream.
     *
     * @param stallTimeout how long a write may wait; the server must not lose its patience first
     */
    static Wire take(ServletRequest request, Duration stallTimeout) {
        EndPoint endPoint = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        Wire wire = new Wire(endPoint);
        if (wire.idleTimeout > 0) {
            endPoint.setIdleTimeout(Math.max(wire.idleTimeout, 2 * stallTimeout.toMillis()));
        }
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            } catch (IOException e) {
                // The client has gone already; the first write will tell.
            }
        }
        return wire;
    }

    /** The stream has ended; the connection may serve another request. */
    void release() {
        endPoint.setIdleTimeout(idleTimeout);
    }
}
