package dev.docket.serde;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way for ASCII reads what the platform's strict decoder reads. */
class JsonTextTest {

    @Test
    void decodesAsThePlatformDoes() {
        Random random = new Random(3);
        int ascii = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] value = new byte[random.nextInt(40)];
            for (int j = 0; j < value.length; j++) {
                value[j] = (byte) random.nextInt(128);
            }
            if (value.length > 0 && random.nextInt(3) == 0) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            ascii += decoded(value).equals(new String(value, UTF_8)) ? 1 : 0;
            assertThat(decoded(value)).isEqualTo(strictly(value));
        }
        assertThat(ascii).isGreaterThan(50_000);
    }

    @Test
    void readsWhatIsBetweenPositionAndLimit() throws Exception {
        ByteBuffer part =
                ByteBuffer.wrap("\u00e4{\"a\":1}\u00e4".getBytes(UTF_8)).position(2);
        part.limit(9);

        assertThat(JsonText.of(part.slice().asReadOnlyBuffer()).toString()).isEqualTo("{\"a\":1}");
        assertThat(JsonText.of(part).toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void passesOverAByteOrderMark() throws Exception {
        assertThat(JsonText.of("\ufeff{}".getBytes(UTF_8)).toString()).isEqualTo("{}");
    }

    private static String decoded(byte[] value) {
        try {
            return JsonText.of(value).toString();
        } catch (CharacterCodingException e) {
            return "refused";
        }
    }

    private static String strictly(byte[] value) {
        try {
            CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return text.toString();
        } catch (CharacterCodingException e) {
            return "refused";
        }
    }

    /** Left to itself, Jackson takes this for UTF-16 and reads an object. */
    @Test
    void doesNotTakeZeroesForAnotherEncoding() throws Exception {
        byte[] utf16 = "{}".getBytes(UTF_16BE);
        JsonFactory factory = new JsonFactory();

        assertThat(factory.createParser(utf16).nextToken()).isEqualTo(JsonToken.START_OBJECT);
        assertThatThrownBy(() -> JsonText.of(utf16).parser(factory).nextToken()).isInstanceOf(JsonParseException.class);
    }
}
