package dev.docket.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that says what it is told to. */
final class FakeCoordinator implements AutoCloseable {

    private record Canned(int status, String body) {}

    /** @param open whether the stream stays open behind what it says */
    private record Said(String events, boolean open) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final Map<String, Deque<Said>> streams = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeCoordinator() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A URL at which nobody answers. */
    static String down() {
        try (FakeCoordinator gone = new FakeCoordinator()) {
            return gone.url();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeCoordinator on(String path, String json) {
        return on(path, 200, json);
    }

    FakeCoordinator on(String path, int status, String body) {
        answers.put(path, new Canned(status, body));
        return this;
    }

    /** The next one that follows this path hears these events, and then the stream breaks off. */
    FakeCoordinator breaking(String path, String... events) {
        streams.computeIfAbsent(path, p -> new ArrayDeque<>()).add(new Said(String.join("", events), false));
        return this;
    }

    /** The next one that follows this path hears these events, and then nothing. */
    FakeCoordinator silent(String path, String... events) {
        streams.computeIfAbsent(path, p -> new ArrayDeque<>()).add(new Said(String.join("", events), true));
        return this;
    }

    static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json.strip().replace("\n", "\ndata: ") + "\n\n";
    }

    /** Paths and queries, as they came. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            Deque<Said> said = streams.get(path);
            Said next;
            synchronized (this) {
                next = said == null ? null : said.poll();
            }
            if (next != null) {
                stream(exchange, next);
                return;
            }
            Canned canned = answers.getOrDefault(path, new Canned(404, "{\"title\":\"Not found\",\"status\":404}"));
            byte[] body = canned.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(canned.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void stream(HttpExchange exchange, Said said) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(said.events.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (said.open) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
