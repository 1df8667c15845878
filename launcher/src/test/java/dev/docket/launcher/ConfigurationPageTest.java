package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.config.SettingsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the manual to the code. After a change of settings: {@code mvn test -pl launcher -am -Dupdate.docs=true -Dtest=ConfigurationPageTest}. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void theManualListsTheSettingsOfTheLauncherAsTheyAre() throws IOException {
        String current = SettingsPage.withTable(PAGE, "launcher", LauncherSettings.SCHEMA);
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, current);
        }

        assertThat(PAGE).content().isEqualTo(current);
    }
}
