package dev.docket.bench.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.docket.config.HostPort;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A connection that one question after the other is asked on. It does as little as HTTP/1.1 allows, because it shares the
 * processors with whom it asks: a status, a length, a body.
 *
 * <p>Threading: not safe; one thread asks and reads.
 */
final class KeptConnection implements AutoCloseable {

    private static final int MOST_BYTES = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final Socket socket;
    private final String rest;
    private final byte[] buffer = new byte[MOST_BYTES];

    /**
     * What was answered.
     *
     * @param status the status
     * @param body the body
     */
    record Answer(int status, String body) {}

    KeptConnection(HostPort address, int timeoutMillis) throws IOException {
        socket = new Socket(address.host(), address.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        rest = " HTTP/1.1\r\nHost: " + address + "\r\n\r\n";
    }

    /** Asks; the answer must be read before the next question. */
    void ask(String path) throws IOException {
        socket.getOutputStream().write(("GET " + path + rest).getBytes(US_ASCII));
    }

    /** Waits for the answer. */
    Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        int read = 0;
        int body = -1;
        int end = MOST_BYTES;
        int status = 0;
        while (read < end) {
            int more = in.read(buffer, read, MOST_BYTES - read);
            if (more < 0) {
                throw new EOFException("the connection was not kept");
            }
            read += more;
            if (body < 0) {
                String head = new String(buffer, 0, read, US_ASCII);
                int blank = head.indexOf("\r\n\r\n");
                if (blank >= 0) {
                    body = blank + 4;
                    status = Integer.parseInt(head, 9, 12, 10);
                    end = body + length(head, blank);
                }
            }
        }
        if (read != end) {
            throw new IOException("an answer of another length than it said, or too long");
        }
        return new Answer(status, new String(buffer, body, end - body, UTF_8));
    }

    private static int length(String head, int blank) throws IOException {
        for (int at = head.indexOf('\r'); at >= 0 && at < blank; at = head.indexOf('\r', at + 1)) {
            if (head.regionMatches(true, at, LENGTH, 0, LENGTH.length())) {
                int from = at + LENGTH.length();
                return Integer.parseInt(head, from, head.indexOf('\r', from), 10);
            }
        }
        throw new IOException("an answer that does not say how long it is");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody waits for anything on it.
        }
    }
}
