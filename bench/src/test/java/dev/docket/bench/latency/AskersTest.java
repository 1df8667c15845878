package dev.docket.bench.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.docket.bench.rig.Await;
import dev.docket.config.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final HttpServer server = server();

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", exchange -> {
                clients.add(exchange.getRemoteAddress());
                byte[] body = (exchange.getRequestURI().getPath().equals("/pending")
                                ? "{\"line\":{\"position\":3}}"
                                : "{\"state\":\"FINISHED\"}")
                        .getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HostPort address() {
        return new HostPort("127.0.0.1", server.getAddress().getPort());
    }

    @Test
    void keepsItsConnections() throws Exception {
        try (Askers askers = Askers.start(address(), () -> "/pending")) {
            Await.until("a hundred answers", PATIENCE, () -> askers.answers() >= 100);
        }

        assertThat(clients).hasSize(Askers.CONNECTIONS);
    }

    @Test
    void anAnswerWithoutAPositionIsAFault() throws Exception {
        try (Askers askers = Askers.start(address(), () -> "/finished")) {
            assertThatThrownBy(() -> Await.until("never", PATIENCE, () -> askers.answers() > 0))
                    .hasRootCauseMessage("no position: Answer[status=200, body={\"state\":\"FINISHED\"}]");
        }
    }
}
