package dev.docket.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Watches a stream, reads the first event, and then nothing, until it is told to. */
final class StallingClient implements AutoCloseable {

    private final Socket socket = new Socket();

    StallingClient(String host, int port, String path) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        socket.connect(new InetSocketAddress(host, port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder begin = new StringBuilder();
        while (begin.indexOf("data: ") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no event: " + begin);
            }
            begin.append((char) next);
        }
    }

    /** Reads on, until the connection has ended: how many bytes there still were. */
    long drain() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (SocketException e) {
            // Reset: that is an end too. A time-out is none, and not caught.
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
