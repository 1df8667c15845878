package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTailsTest {
    @Test
    void keepsAShortLogWhole() {
        assertThat(LogTails.tail("all of it\n", 100)).isEqualTo("all of it\n");
    }

    @Test
    void keepsTheEndOfALongOne() {
        assertThat(LogTails.tail("abcdef", 3)).isEqualTo("def");
    }

    @Test
    void countsACharacterAsJsonWritesIt() {
        assertThat(LogTails.tail("ab\u0007\n\"", 10)).isEqualTo("\u0007\n\"");
        assertThat(LogTails.tail("ab\u0007\n\"", 9)).isEqualTo("\n\"");
    }

    @Test
    void neverBeginsWithinACharacter() {
        assertThat(LogTails.tail("ä€🙂x", 4)).isEqualTo("x");
        assertThat(LogTails.tail("ä€🙂x", 5)).isEqualTo("🙂x");
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                text.append(new String[] {"a", "ä", "€", "🙂"}[random.nextInt(4)]);
            }
            int bytes = 1 + random.nextInt(60);
            String tail = LogTails.tail(text.toString(), bytes);
            assertThat(text.toString()).as("seed %d", seed).endsWith(tail);
            assertThat(tail.getBytes(UTF_8).length).as("seed %d", seed).isBetween(Math.max(0, bytes - 3), bytes);
        }
    }
}
