package dev.docket.queue;

import static dev.docket.queue.RequestBuilder.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ContentDigestTest {

    @Test
    void isNotChangedByMetadata() {
        assertThat(digest(full().metadata(new Metadata("other", "other", "other", null))))
                .isEqualTo(digest(full()));
    }

    @Test
    void isChangedByEveryField() {
        List<RequestBuilder> requests = List.of(
                full(),
                full().user("other"),
                full().priority(Priority.LOW),
                full().script("other"),
                full().language("other"),
                full().language(null),
                full().languageVersion("other"),
                full().languageVersion(null),
                full().image("other"),
                full().command("other"),
                full().command("sh", "-c", "{script}", ""),
                full().filename("other"),
                full().timeoutSeconds(8),
                full().cpu("2", "3"),
                full().cpu("1", "4"),
                full().memory("2Gi", "3Gi"),
                full().memory("1Gi", "4Gi"));

        Map<ContentDigest, Integer> seen = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            assertThat(seen.put(digest(requests.get(i)), i)).as("request %d", i).isNull();
        }
    }

    /** Parts that run into each other must not make two requests one. */
    @Test
    void tellsPartsApartHoweverTheyAreCut() {
        Stream<RequestBuilder> requests = Stream.of(
                full().command("ab", "c"),
                full().command("a", "bc"),
                full().command("abc"),
                full().command("abc", ""),
                full().language("a").languageVersion("bc"),
                full().language("ab").languageVersion("c"),
                full().language("abc").languageVersion(""),
                full().language("abc").languageVersion(null));

        assertThat(requests.map(ContentDigestTest::digest)).doesNotHaveDuplicates();
    }

    /** It is compared with digests that earlier versions wrote. */
    @Test
    void isTheSameInEveryVersion() {
        assertThat(digest(full())).isEqualTo(new ContentDigest(7338658945382915487L, -2574940425463826268L));
    }

    private static RequestBuilder full() {
        return aRequest("a")
                .user("ann")
                .priority(Priority.HIGH)
                .script("print('é')")
                .language("python")
                .languageVersion("3.12")
                .image("python:3.12")
                .command("sh", "-c", "{script}")
                .filename("main.py")
                .timeoutSeconds(7)
                .cpu("1", "3")
                .memory("1Gi", "3Gi")
                .metadata(new Metadata("event", "correlation", "service", QueueDriver.START));
    }

    private static ContentDigest digest(RequestBuilder request) {
        return ((CheckedRequest.Valid) RequestCheck.check(request.build(), 100, Rules.Requests.DEFAULTS)).digest();
    }
}
