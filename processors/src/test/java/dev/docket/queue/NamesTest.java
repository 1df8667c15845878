package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is looked for by hand is what the regular expressions say. */
class NamesTest {

    private static final String QUEUE = "[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?";
    private static final String IMAGE = "[A-Za-z0-9][A-Za-z0-9._:/@-]{0,499}";
    private static final String FILENAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}";

    /** Mostly what may stand in one of them, and what lies beside it. */
    private static final String CHARACTERS = "aaazzz000999AAZZ----......___:/@`{}[ \n,;é١\u0000\ud800";

    @Test
    void queues() {
        agree(Names::isQueue, QUEUE, 63);
    }

    @Test
    void images() {
        agree(Names::isImage, IMAGE, 500);
    }

    @Test
    void filenames() {
        agree(Names::isFilename, FILENAME, 100);
    }

    private static void agree(Predicate<String> byHand, String form, int longest) {
        for (String plain : new String[] {"", ".", "..", "...", "a", "-", "a-", "-a", "a.b", "A", "a\n"}) {
            assertThat(byHand.test(plain)).as(plain).isEqualTo(plain.matches(form));
        }
        for (int length = longest - 1; length <= longest + 1; length++) {
            String edge = "a".repeat(length);
            assertThat(byHand.test(edge)).as("%d characters", length).isEqualTo(edge.matches(form));
        }
        Random random = new Random(1);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            String text = name.toString();
            assertThat(byHand.test(text)).as(text).isEqualTo(text.matches(form));
            valid += byHand.test(text) ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(1000);
    }
}
