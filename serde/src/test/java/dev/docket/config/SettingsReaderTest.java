package dev.docket.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    private static final Setting<Integer> ACTIVE =
            Setting.of("queue.max-active", Kind.wholeNumber(0, 100), "10", "How many may run.");
    private static final Setting<Duration> STALE = Setting.of(
            "request.stale-timeout", Kind.duration(Duration.ofSeconds(1), Duration.ofDays(7)), "1d", "Too old.");
    private static final Setting<Duration> KEPT = Setting.of(
            "finished.retention", Kind.duration(Duration.ofSeconds(1), Duration.ofDays(90)), "25h", "Remembered.");
    private static final Setting<Path> KUBECONFIG = Setting.optional("kubeconfig", Kind.path(), "Which cluster.");
    private static final Setting<List<HostPort>> SERVERS =
            Setting.required("bootstrap.servers", Kind.hostPorts(), "Where Kafka is.");
    private static final Setting<String> PASSWORD =
            Setting.optional("store.password", Kind.text(Pattern.compile("[a-z]+"), "lower case"), "A secret.");

    private static final Schema SCHEMA = new Schema(
            List.of(ACTIVE, STALE, KEPT, KUBECONFIG, SERVERS, PASSWORD),
            List.of(new Rule(
                    KEPT,
                    List.of(STALE),
                    s -> s.get(KEPT).compareTo(s.get(STALE)) > 0,
                    "more than request.stale-timeout")),
            Set.of("application.id", "isolation.level"));

    private static final Map<String, String> ENOUGH = Map.of("bootstrap.servers", "localhost:9092");

    @TempDir
    Path directory;

    @Test
    void readsTheFileThenTheEnvironmentThenFlagsAndTheLastOneWins() throws IOException {
        Path file = Files.writeString(
                directory.resolve("docket.properties"),
                "queue.max-active=1\nrequest.stale-timeout=1h\nfinished.retention=2h\nbootstrap.servers=a:1,[::1]:2\n");

        Settings settings = new SettingsReader(SCHEMA)
                .file(file)
                .environment(Map.of("DOCKET_QUEUE_MAX_ACTIVE", "2", "DOCKET_REQUEST_STALE_TIMEOUT", "30m", "PATH", "/"))
                .flags(Map.of("queue.max-active", "3"))
                .read();

        assertThat(settings.get(ACTIVE)).isEqualTo(3);
        assertThat(settings.get(STALE)).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.get(KEPT)).isEqualTo(Duration.ofHours(2));
        assertThat(settings.find(KUBECONFIG)).isEmpty();
        assertThat(settings.get(SERVERS)).containsExactly(new HostPort("a", 1), new HostPort("::1", 2));
        assertThat(settings.describe())
                .contains("queue.max-active = 3 (flag)")
                .contains("request.stale-timeout = 30m (environment DOCKET_REQUEST_STALE_TIMEOUT)")
                .contains("finished.retention = 2h (file docket.properties)");
    }

    @Test
    void namesEverythingThatIsWrongInOneMessage() {
        InvalidSettingsException refused = refused(Map.of(
                "queue.max-active", "many",
                "queue.max-activ", "3",
                "request.stale-timeout", "5 fortnights",
                "store.password", "HUNTER2"));

        assertThat(refused.faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder(
                        "queue.max-active",
                        "queue.max-activ",
                        "request.stale-timeout",
                        "store.password",
                        "bootstrap.servers");
        assertThat(refused)
                .hasMessageContaining("queue.max-active: given 'many' (flag); allowed: a whole number from 0 to 100")
                .hasMessageContaining("there is no setting of this name; did you mean queue.max-active?")
                .hasMessageContaining("store.password: given '[hidden]'")
                .hasMessageContaining("bootstrap.servers: given nothing; allowed: one or more host:port")
                .hasMessageNotContaining("HUNTER2");
    }

    @Test
    void holdsSettingsAgainstEachOtherOnlyWhenEachIsAllowed() {
        assertThat(refused(Map.of("finished.retention", "3h", "bootstrap.servers", "a:1"))
                        .faults())
                .containsExactly(
                        new SettingFault("finished.retention", "'3h' (flag)", "more than request.stale-timeout"));
        assertThat(refused(Map.of("finished.retention", "3h", "request.stale-timeout", "x", "bootstrap.servers", "a:1"))
                        .faults())
                .extracting(SettingFault::name)
                .containsExactly("request.stale-timeout");
    }

    @Test
    void handsKafkaItsSettingsByClient() {
        Settings settings = new SettingsReader(SCHEMA)
                .environment(Map.of("DOCKET_KAFKA_PRODUCER_LINGER_MS", "7", "DOCKET_KAFKA_LINGER_MS", "1"))
                .flags(ENOUGH)
                .flags(Map.of("kafka.sasl.jaas.config", "secret!", "kafka.main.consumer.max.poll.records", "5"))
                .read();

        assertThat(settings.kafka().producer())
                .containsExactlyInAnyOrderEntriesOf(Map.of("linger.ms", "7", "sasl.jaas.config", "secret!"));
        assertThat(settings.kafka().consumer())
                .containsExactlyInAnyOrderEntriesOf(Map.of("linger.ms", "1", "sasl.jaas.config", "secret!"));
        assertThat(settings.kafka().streams()).containsKey("main.consumer.max.poll.records");
        assertThat(settings.describe())
                .contains("kafka.sasl.jaas.config = [hidden]")
                .doesNotContain("secret!");
        assertThat(settings.kafka().toString()).doesNotContain("secret!");
    }

    @Test
    void refusesWhatDocketTellsKafkaItself() {
        assertThat(refused(Map.of(
                                "bootstrap.servers", "a:1",
                                "kafka.application.id", "mine",
                                "kafka.consumer.isolation.level", "read_uncommitted"))
                        .faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder("kafka.application.id", "kafka.consumer.isolation.level");
    }

    @Test
    void passesOverTheVariablesOfAServiceThatIsCalledDocket() {
        Settings settings = new SettingsReader(SCHEMA)
                .environment(Map.of(
                        "DOCKET_SERVICE_HOST", "10.0.0.1",
                        "DOCKET_HTTP_SERVICE_PORT_WEB", "80",
                        "DOCKET_PORT", "tcp://10.0.0.1:80",
                        "DOCKET_PORT_80_TCP_ADDR", "10.0.0.1"))
                .flags(ENOUGH)
                .read();

        assertThat(settings.describe()).doesNotContain("10.0.0.1");
    }

    @Test
    void saysWhichFileItCannotRead() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> new SettingsReader(SCHEMA)
                        .file(directory.resolve("none.properties"))
                        .flags(ENOUGH)
                        .read());

        assertThat(refused).hasMessageContaining("none.properties").hasMessageContaining("a file of Java properties");
    }

    @Test
    void showsWhatWasGivenOnOneLineOnly() {
        assertThat(refused(Map.of("queue.max-active", "a\nb\u001b[31m" + "x".repeat(1000)))
                        .faults()
                        .get(0)
                        .given())
                .startsWith("'a?b?[31mxxx")
                .hasSizeLessThan(130);
    }

    @Test
    void joinsTwoProgramsThatShareASetting() {
        Setting<Boolean> more = Setting.of("more", Kind.flag(), "false", "More.");
        Schema other = new Schema(List.of(SERVERS, more), List.of(), Set.of());

        assertThat(SCHEMA.and(other).settings()).endsWith(PASSWORD, more).hasSize(7);
        Setting<Boolean> same = Setting.of("more", Kind.flag(), "true", "Another.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.and(new Schema(List.of(same), List.of(), Set.of())));
    }

    @Test
    void refusesADefaultThatIsNotAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.of("a", Kind.wholeNumber(1, 2), "3", "None."));
    }

    @Test
    void writesATableForTheManual() throws IOException {
        Path page = Files.writeString(
                directory.resolve("page.md"), "before\n<!-- settings: it -->\nold\n<!-- end -->\nafter\n");

        assertThat(SettingsPage.withTable(page, "it", SCHEMA))
                .startsWith("before\n<!-- settings: it -->\n| setting | allowed |")
                .contains("| `queue.max-active` | a whole number from 0 to 100 | `10` | How many may run. |\n")
                .contains("| `bootstrap.servers` | one or more host:port with commas between them | must be given |")
                .endsWith("<!-- end -->\nafter\n")
                .doesNotContain("\nold\n");
    }

    private static InvalidSettingsException refused(Map<String, String> flags) {
        return catchThrowableOfType(
                InvalidSettingsException.class,
                () -> new SettingsReader(SCHEMA).flags(flags).read());
    }
}
