package dev.docket.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationTest {

    @Test
    void clientsReadCommittedRecordsAndWriteWithEveryAcknowledgement() {
        Installation installation = Installation.from(new SettingsReader(Installation.SCHEMA)
                .flags(Map.of(
                        "installation", "night-shift",
                        "bootstrap.servers", "a:1, b:2",
                        "kafka.security.protocol", "SASL_SSL",
                        "kafka.producer.linger.ms", "3"))
                .read());

        assertThat(installation.topics().podCommands()).isEqualTo("night-shift.pod-commands");
        assertThat(installation.producer())
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("linger.ms", "3")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
        assertThat(installation.consumer())
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .doesNotContainKey("linger.ms");
        assertThat(installation.adminClient()).containsEntry("security.protocol", "SASL_SSL");
    }
}
