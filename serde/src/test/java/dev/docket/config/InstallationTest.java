package dev.docket.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.bootstrap.servers",
                "kafka.isolation.level",
                "kafka.main.consumer.isolation.level",
                "kafka.enable.auto.commit",
                "kafka.consumer.allow.auto.create.topics",
                "kafka.acks",
                "kafka.producer.acks",
                "kafka.producer.enable.idempotence",
                "kafka.producer.transactional.id",
                "kafka.partitioner.class",
                "kafka.producer.partitioner.class",
                "kafka.producer.partitioner.ignore.keys"
            })
    void nobodyMayGiveWhatTheGuaranteesRestOn(String name) {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> new SettingsReader(Installation.SCHEMA)
                        .flags(Map.of(name, "x"))
                        .read());

        assertThat(refused.faults()).extracting(SettingFault::name).containsExactly(name);
    }
}
