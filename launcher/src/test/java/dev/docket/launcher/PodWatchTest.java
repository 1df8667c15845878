package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that says exactly these bytes, through the client that the launcher uses. */
@SuppressWarnings("try") // a watch is closed, not asked
@Timeout(120)
class PodWatchTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WIDE = "ä€😀";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Duration> throttled = new CopyOnWriteArrayList<>();
    private Duration requestTimeout = SOON;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        threadsAreGone("docket-launcher");
    }

    @Test
    void anEventArrivesWholeWhereverItIsCut() throws Exception {
        byte[] event = event("ADDED", "p", WIDE).getBytes(UTF_8);
        RawServer server = server(connection -> {
            connection.ok();
            for (int cut = 1; cut < event.length; cut++) {
                connection.chunk(Arrays.copyOf(event, cut));
                connection.chunk(Arrays.copyOfRange(event, cut, event.length));
            }
            for (byte each : event) {
                connection.chunk(new byte[] {each});
            }
        });
        Heard heard = new Heard();

        watch(server, heard);

        heard.await(event.length);
        assertThat(heard.all()).hasSize(event.length).containsOnly("changed p " + WIDE);
    }

    @Test
    void manyEventsMayComeInOneBufferWithThePartsOfTwoOthers() throws Exception {
        String before = event("ADDED", "before", WIDE);
        String after = event("DELETED", "after", WIDE);
        RawServer server = server(connection -> connection
                .ok()
                .chunk(before.substring(0, 20))
                .chunk(before.substring(20)
                        + event("MODIFIED", "a", "1")
                        + event("BOOKMARK", "b", "2")
                        + "\n"
                        + event("DELETED", "c", "3")
                        + after.substring(0, 30))
                .chunk(after.substring(30)));
        Heard heard = new Heard();

        watch(server, heard);

        heard.await(4);
        assertThat(heard.all())
                .containsExactly("changed before " + WIDE, "changed a 1", "deleted c 3", "deleted after " + WIDE);
    }

    /** fabric8's own watch, over a WebSocket, loses some of these: what comes before its handlers are set is dropped. */
    @Test
    void theFirstEventIsNotLostThoughItComesTogetherWithTheHead() throws Exception {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        together.writeBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
        together.writeBytes(RawServer.chunked(event("ADDED", "first", WIDE).getBytes(UTF_8)));
        RawServer server = server(connection -> connection.send(together.toByteArray()));
        PodApi api = api(server.url());

        for (int i = 0; i < 200; i++) {
            Heard heard = new Heard();
            try (AutoCloseable watch = done(api.watch("1", heard))) {
                heard.await(1);
                assertThat(heard.all()).containsExactly("changed first " + WIDE);
            }
        }
    }

    @Test
    void asksAsKubectlDoesWithTheClientsOwnCredentials() throws Exception {
        RawServer server = server(RawServer.Connection::ok);
        KubernetesClient client = opened(ClusterAccess.open(
                        new ConfigBuilder(Config.empty())
                                .withMasterUrl(server.url() + "/k8s/clusters/c-1/")
                                .withOauthToken("secret")
                                .build(),
                        "team",
                        requestTimeout,
                        throttled::add))
                .client();

        opened(done(new Fabric8PodApi(client, "team", "docket-é").watch("17", new Heard())));

        assertThat(server.connections())
                .singleElement()
                .satisfies(connection -> assertThat(connection.request().split("\r\n"))
                        .startsWith("GET /k8s/clusters/c-1/api/v1/namespaces/team/pods"
                                + "?watch=true&allowWatchBookmarks=true&resourceVersion=17"
                                + "&labelSelector=app.kubernetes.io%2Fmanaged-by%3Ddocket"
                                + "%2Cdocket.dev%2Finstallation%3Ddocket-%C3%A9 HTTP/1.1")
                        .anyMatch(line -> line.equalsIgnoreCase("Authorization: Bearer secret"))
                        .anyMatch(line -> line.equalsIgnoreCase("User-Agent: docket-launcher"))
                        .noneMatch(line -> line.toLowerCase().startsWith("upgrade:")));
    }

    @Test
    void anErrorEndsTheWatchInTheApiServersWords() throws Exception {
        RawServer server = server(connection -> connection
                .ok()
                .chunk("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":410,"
                        + "\"reason\":\"Expired\",\"message\":\"too old resource version: 1 (2)\"}}\n"
                        + event("ADDED", "never", "")));
        Heard heard = new Heard();

        watch(server, heard);

        ended(server);
        assertThat(heard.all()).containsExactly("closed too old resource version: 1 (2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage",
                "{\"type\":\"ADDED\"}",
                "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\"",
                "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"s\"}}}",
                "{\"type\":\"CHANGED\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\"}}}",
                "{\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\"}}}",
                "null",
                "[]"
            })
    void aWatchThatCannotBeUnderstoodIsOver(String line) throws Exception {
        RawServer server = server(connection -> connection.ok().chunk(line + "\n" + event("ADDED", "never", "")));
        Heard heard = new Heard();

        watch(server, heard);

        ended(server);
        assertThat(heard.all()).singleElement().asString().startsWith("closed not understood: ");
    }

    @Test
    void aLineWithoutAnEndIsNotKeptForEver() throws Exception {
        byte[] part = "x".repeat(1 << 20).getBytes(UTF_8);
        RawServer server = server(connection -> {
            connection.ok();
            while (true) {
                connection.chunk(part);
            }
        });
        Heard heard = new Heard();

        watch(server, heard);

        ended(server);
        assertThat(heard.all()).singleElement().asString().startsWith("closed a line of more than ");
    }

    @Test
    void whatTheApiServerEndsIsToldOnce() throws Exception {
        RawServer server = server(connection ->
                connection.ok().chunk(event("ADDED", "p", "1") + "{\"type\":").end());
        Heard heard = new Heard();

        AutoCloseable watch = watch(server, heard);

        heard.await(2);
        watch.close();
        watch.close();
        assertThat(heard.all()).containsExactly("changed p 1", "closed ended by the API server");
    }

    @Test
    void whatTheNetworkEndsIsToldOnce() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        RawServer server = server(connection -> {
            connection.ok().chunk(event("ADDED", "p", "1"));
            pass(told);
            connection.reset();
        });
        Heard heard = new Heard();

        AutoCloseable watch = watch(server, heard);

        heard.await(1);
        told.countDown();
        heard.await(2);
        watch.close();
        assertThat(heard.all()).hasSize(2).last().asString().startsWith("closed ");
    }

    @Test
    void aListenerThatFailsHearsThatTheWatchIsOver() throws Exception {
        RawServer server =
                server(connection -> connection.ok().chunk(event("ADDED", "p", "1") + event("ADDED", "never", "")));
        Heard heard = new Heard() {
            @Override
            public void changed(Pod pod) {
                throw new IllegalStateException("planted");
            }
        };

        watch(server, heard);

        ended(server);
        assertThat(heard.all()).containsExactly("closed java.lang.IllegalStateException: planted");
    }

    @Test
    void closingEndsTheConnectionInSilence() throws Exception {
        RawServer server = server(connection -> connection.ok().chunk(event("ADDED", "p", "1")));
        Heard heard = new Heard();
        AutoCloseable watch = watch(server, heard);
        heard.await(1);

        watch.close();
        watch.close();

        ended(server);
        assertThat(heard.all()).containsExactly("changed p 1");
    }

    @Test
    void closingWaitsForWhatIsBeingToldAndNothingIsToldAfterIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RawServer server =
                server(connection -> connection.ok().chunk(event("ADDED", "p", "1") + event("ADDED", "never", "")));
        Heard heard = new Heard() {
            @Override
            public void changed(Pod pod) {
                begun.countDown();
                pass(goOn);
                super.changed(pod);
            }
        };
        AutoCloseable watch = watch(server, heard);
        pass(begun);

        CompletableFuture<List<String>> heardAtTheEnd = new CompletableFuture<>();
        Thread closing = new Thread(() -> {
            try {
                watch.close();
                heardAtTheEnd.complete(heard.all());
            } catch (Exception e) {
                heardAtTheEnd.completeExceptionally(e);
            }
        });
        closing.start();
        await().atMost(SOON).until(() -> closing.getState() == Thread.State.BLOCKED);
        goOn.countDown();

        assertThat(heardAtTheEnd.get(30, TimeUnit.SECONDS)).containsExactly("changed p 1");
        ended(server);
        assertThat(heard.all()).containsExactly("changed p 1");
    }

    @Test
    void aSlowListenerHoldsUpTheApiServerButNoOtherConnection() throws Exception {
        int events = 64;
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> written = new CompletableFuture<>();
        RawServer slow = server(connection -> {
            connection.ok();
            for (int i = 0; i < events; i++) {
                connection.chunk(event("ADDED", "p", "x".repeat(1 << 20)));
            }
            written.complete(null);
        });
        Heard heard = new Heard() {
            @Override
            public void changed(Pod pod) {
                pass(goOn);
                heard("changed");
            }
        };
        // More of them than the transport has event loops.
        RawServer other = server(connection -> connection.ok().chunk(event("ADDED", "other", "1")));
        KubernetesClient client = client(slow.url());
        opened(done(new Fabric8PodApi(client, "team", "docket").watch("1", heard)));
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            Heard one = new Heard();
            opened(PodWatch.open(client, URI.create(other.url() + "/"), one));
            one.await(1);
        }

        assertThatThrownBy(() -> written.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        goOn.countDown();
        heard.await(events);
        assertThat(heard.all()).hasSize(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 Forbidden|{\"kind\":\"Status\",\"code\":403,\"reason\":\"Forbidden\",\"message\":\"not for you\"}|REFUSED|not for you",
                "410 Gone|{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}|GONE|too old",
                "429 Too Many Requests|Too many requests, please try again later.|THROTTLED|429 Too Many Requests",
                "502 Bad Gateway|<html>no JSON</html>|UNAVAILABLE|502 Bad Gateway",
                "401 Unauthorized|{\"kind\":\"Status\",\"code\":401}|UNAVAILABLE|401 Unauthorized"
            })
    void aRefusalIsToldAsThatOfAnyOtherRequest(String head, String body, Refusal.Kind kind, String message)
            throws Exception {
        RawServer server =
                server(connection -> connection.answer(head, head.startsWith("429") ? "Retry-After: 7\r\n" : "", body));
        Heard heard = new Heard();

        Refusal refusal = refused(api(server.url()).watch("1", heard));

        Duration retryAfter = kind == Refusal.Kind.THROTTLED ? Duration.ofSeconds(7) : null;
        assertThat(refusal).isEqualTo(new Refusal(kind, message, retryAfter));
        assertThat(throttled).isEqualTo(retryAfter == null ? List.of() : List.of(retryAfter));
        assertThat(server.connections()).as("asked once").hasSize(1);
        assertThat(heard.all()).isEmpty();
    }

    @Test
    void aRefusalWhoseWordsDoNotComeIsOneAllTheSame() throws Exception {
        requestTimeout = Duration.ofMillis(500);
        RawServer server = server(connection -> connection.send("HTTP/1.1 410 Gone\r\nContent-Length: 9\r\n\r\n{"));

        Refusal refusal = refused(api(server.url()).watch("1", new Heard()));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.GONE);
        ended(server);
    }

    @Test
    void aHeadThatDoesNotComeIsNotWaitedForLongerThanForAnyAnswer() throws Exception {
        requestTimeout = Duration.ofMillis(500);
        RawServer server = server(connection -> {});
        Heard heard = new Heard();

        long asked = System.nanoTime();
        Refusal refusal = refused(api(server.url()).watch("1", heard));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(20));
        ended(server);
        assertThat(heard.all()).isEmpty();
    }

    /** The transport itself has no reason to end that one: as it sees it, the answer came in time. */
    @Test
    void aHeadThatComesWhenNobodyWaitsAnyMoreLeavesNoConnectionBehind() throws Exception {
        RawServer server = server(connection -> connection.ok().chunk(event("ADDED", "never", "")));
        KubernetesClient client = opened(new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url())
                        .withRequestTimeout(2_000)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("late", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        try {
                            Thread.sleep(2_100); // the time is up before the request goes out
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }))
                .build());
        Heard heard = new Heard();

        Refusal refusal = refused(new Fabric8PodApi(client, "team", "docket").watch("1", heard));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        ended(server);
        assertThat(heard.all()).isEmpty();
    }

    @Test
    void aConnectionThatBreaksBeforeTheHeadIsNoWatch() throws Exception {
        RawServer server = server(RawServer.Connection::reset);
        String url = server.url();
        PodApi api = api(url);

        assertThat(refused(api.watch("1", new Heard())).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        assertThat(server.connections()).as("asked once").hasSize(1);
        server.close();
        assertThat(refused(api.watch("1", new Heard())).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
    }

    /** A line of a watch, without anything outside of ASCII being escaped. */
    private static String event(String type, String name, String note) {
        return "{\"type\":\"" + type + "\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\""
                + name + "\",\"annotations\":{\"note\":\"" + note + "\"}}}}\n";
    }

    private RawServer server(RawServer.Script script) throws IOException {
        return opened(new RawServer(script));
    }

    private KubernetesClient client(String url) {
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
        return opened(ClusterAccess.open(config, "team", requestTimeout, throttled::add))
                .client();
    }

    private PodApi api(String url) {
        return new Fabric8PodApi(client(url), "team", "docket");
    }

    private AutoCloseable watch(RawServer server, Heard heard) {
        return opened(done(api(server.url()).watch("1", heard)));
    }

    /** Closed after each test, the last first. */
    private <T extends AutoCloseable> T opened(T each) {
        opened.add(0, each);
        return each;
    }

    private static AutoCloseable done(Answer<AutoCloseable> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<AutoCloseable>) answer).value();
    }

    private static Refusal refused(Answer<AutoCloseable> answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused<AutoCloseable>) answer).refusal();
    }

    /** Waits until the client has closed the one connection there is, and nobody is left who could tell anything. */
    private static void ended(RawServer server) throws Exception {
        await().atMost(SOON).until(() -> server.connections().size() == 1);
        server.connections().get(0).ended().get(30, TimeUnit.SECONDS);
        threadsAreGone("docket-launcher-watch");
    }

    private static void threadsAreGone(String named) {
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith(named)));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static class Heard implements PodApi.Listener {
        private final List<String> all = new ArrayList<>();

        synchronized List<String> all() {
            return List.copyOf(all);
        }

        synchronized void heard(String what) {
            all.add(what);
            notifyAll();
        }

        synchronized void await(int many) throws InterruptedException {
            long end = System.nanoTime() + SOON.toNanos();
            while (all.size() < many) {
                long left = (end - System.nanoTime()) / 1_000_000;
                assertThat(left)
                        .as("time left for %d to be heard, after %s", many, all)
                        .isPositive();
                wait(left);
            }
        }

        @Override
        public void changed(Pod pod) {
            heard("changed " + told(pod));
        }

        @Override
        public void deleted(Pod pod) {
            heard("deleted " + told(pod));
        }

        @Override
        public void closed(String why) {
            heard("closed " + why);
        }

        private static String told(Pod pod) {
            return pod.getMetadata().getName() + " "
                    + pod.getMetadata().getAnnotations().get("note");
        }
    }
}
