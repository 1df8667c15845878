package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that says to each connection exactly what a test wants, in exactly these pieces: a chunk of HTTP's own is handed
 * on as a buffer of its own, whatever TCP makes of it.
 */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    /** What happens to a connection whose request has come. */
    interface Script {
        void answer(Connection connection) throws IOException;
    }

    RawServer(Script script) throws IOException {
        this.socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.script = script;
        start("accept", this::accept);
    }

    String url() {
        return "http://localhost:" + socket.getLocalPort();
    }

    /** All there were; each has brought one request. */
    List<Connection> connections() {
        return connections;
    }

    private void accept() throws IOException {
        while (true) {
            Connection connection = new Connection(socket.accept());
            start("answer", connection::serve);
        }
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Closed, by the client or at the end of the test.
                    }
                },
                "raw-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Connection connection : connections) {
                connection.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, and the one request that it has brought. */
    final class Connection {
        private final Socket socket;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile String request = "";

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
        }

        /** The head of the request. */
        String request() {
            return request;
        }

        /** Done when the client has closed the connection. */
        CompletableFuture<Void> ended() {
            return ended;
        }

        private void serve() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return;
                }
                head.write(next);
            }
            request = head.toString(ISO_8859_1);
            connections.add(this);
            start("end", this::readToTheEnd);
            script.answer(this);
        }

        private void readToTheEnd() {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // Nothing more is expected of the client.
                }
            } catch (IOException e) {
                // Reset: that is an end, too.
            }
            ended.complete(null);
        }

        Connection send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            return this;
        }

        Connection send(String text) throws IOException {
            return send(text.getBytes(UTF_8));
        }

        /** The head of a watch. */
        Connection ok() throws IOException {
            return send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        /** A whole answer. */
        Connection answer(String codeAndPhrase, String headers, String body) throws IOException {
            return send("HTTP/1.1 " + codeAndPhrase + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n"
                    + headers + "\r\n" + body);
        }

        Connection chunk(byte[] bytes) throws IOException {
            return send(chunked(bytes));
        }

        Connection chunk(String text) throws IOException {
            return chunk(text.getBytes(UTF_8));
        }

        /** The end of the answer; the connection stays. */
        void end() throws IOException {
            send("0\r\n\r\n");
        }

        /** Breaks the connection off with a reset rather than an end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    static byte[] chunked(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(UTF_8));
        return chunk.toByteArray();
    }
}
