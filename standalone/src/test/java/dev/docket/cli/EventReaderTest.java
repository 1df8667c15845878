package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.cli.EventReader.ServerEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {

    private final AtomicInteger heard = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void linesEndInAnyOfTheThreeWays(String end) throws IOException {
        assertThat(read(String.join(end, "event: status", "data: {\"ü\":", "data:1}", "", "data: x", "", "")))
                .containsExactly(new ServerEvent("status", "{\"ü\":\n1}"), new ServerEvent("message", "x"));
    }

    @Test
    void anEventWithoutDataIsOne() throws IOException {
        assertThat(read("event: end\n\n")).containsExactly(new ServerEvent("end", ""));
    }

    @Test
    void heartbeatsAndUnknownFieldsAreHeardAndNoEvents() throws IOException {
        assertThat(read(": still here\n\n\nretry: 5\nid: 7\n\n")).isEmpty();
        assertThat(heard).hasValue(6);
    }

    @Test
    void whatBreaksOffIsNoEvent() throws IOException {
        assertThat(read("event: status\ndata: {}\n")).isEmpty();
        assertThat(read("event: status\ndata: {")).isEmpty();
    }

    @Test
    void anEndlessLineIsRefusedAndSoIsAnEndlessEvent() {
        assertThatThrownBy(() -> read("data: " + "x".repeat(EventReader.MAX_BYTES)))
                .isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> read("data: 0123456789\n".repeat(EventReader.MAX_BYTES / 10 + 1)))
                .isInstanceOf(CommandFailed.class);
    }

    private List<ServerEvent> read(String stream) throws IOException {
        EventReader reader = new EventReader(
                new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), heard::incrementAndGet);
        List<ServerEvent> events = new ArrayList<>();
        for (ServerEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
