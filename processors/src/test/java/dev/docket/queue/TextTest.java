package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextTest {

    @Test
    void countsTheBytesThatWritingTakes() {
        for (int seed = 0; seed < 2000; seed++) {
            String text = text(new Random(seed));

            assertThat(Text.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void knowsTextThatSurvivesBeingWritten() {
        for (int seed = 0; seed < 2000; seed++) {
            String text = anyText(new Random(seed));
            String back = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

            assertThat(Text.isWellFormed(text)).as("seed %d", seed).isEqualTo(back.equals(text));
        }
    }

    @Test
    void clipsToTextThatIsPlainAndShortEnough() {
        for (int seed = 0; seed < 2000; seed++) {
            String text = anyText(new Random(seed));

            assertThat(Text.isPlain(Text.clipped(text, 5))).isTrue();
            assertThat(Text.clipped(text, 5)).hasSizeLessThanOrEqualTo(5);
            assertThat(Text.isPlain(Text.quoted(text))).isTrue();
        }
    }

    @Test
    void leavesPlainTextAsItIs() {
        assertThat(Text.clipped("plain 世 😀", 200)).isEqualTo("plain 世 😀");
        assertThat(Text.quoted("plain 世 😀")).isEqualTo("plain 世 😀");
        assertThat(Text.clippedIfAny(null, 5)).isNull();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Half characters and control characters included. */
    private static String anyText(Random random) {
        char[] alphabet = {'a', 'é', '世', '\ud83d', '\ude00', '\n', '\u0000'};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
}
