package dev.docket.bench.watchers;

import dev.docket.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many who watch, each over a connection of its own, read by one thread that only counts.
 *
 * <p>Threading: one thread of its own reads; anybody may ask for the figures.
 */
final class Crowd implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closing;

    /** One connection: whether it was answered, and whether its last byte ended a line. */
    private static final class Watch {
        boolean answered;
        boolean atLineEnd;
    }

    private Crowd() throws IOException {
        thread.setDaemon(true);
    }

    /** Opens a stream for each path; returns when all requests are on their way. */
    static Crowd watch(HostPort server, List<String> paths) throws IOException {
        Crowd crowd = new Crowd();
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        for (String path : paths) {
            SocketChannel channel = SocketChannel.open(address);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + server + "\r\nAccept: text/event-stream\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(crowd.selector, SelectionKey.OP_READ, new Watch());
        }
        crowd.thread.start();
        return crowd;
    }

    /** How many have had an answer. */
    int begun() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("watching failed", fault);
        }
        return begun.get();
    }

    long events() {
        return events.get();
    }

    long bytes() {
        return bytes.get();
    }

    long threadId() {
        return thread.getId();
    }

    private void run() {
        try {
            while (!closing) {
                selector.select(this::read);
            }
        } catch (RuntimeException | IOException e) {
            failure.set(e);
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            int read = ((SocketChannel) key.channel()).read(buffer);
            if (read < 0) {
                throw new IOException("a stream has ended");
            }
            count((Watch) key.attachment(), read);
        } catch (IOException e) {
            failure.set(e);
            key.cancel();
        }
    }

    /** An event ends with an empty line; nothing else on the wire has two line ends in a row but heartbeats. */
    private void count(Watch watch, int read) throws IOException {
        byte[] array = buffer.array();
        if (!watch.answered) {
            if (!new String(array, 0, Math.min(read, 12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200")) {
                throw new IOException("refused: " + new String(array, 0, read, StandardCharsets.US_ASCII));
            }
            watch.answered = true;
            begun.incrementAndGet();
        }
        int seen = 0;
        for (int i = 0; i < read; i++) {
            boolean lineEnd = array[i] == '\n';
            if (lineEnd && watch.atLineEnd) {
                seen++;
            }
            watch.atLineEnd = lineEnd;
        }
        events.addAndGet(seen);
        bytes.addAndGet(read);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
