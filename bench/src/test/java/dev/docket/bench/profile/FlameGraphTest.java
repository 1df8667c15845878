package dev.docket.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FlameGraphTest {

    @Test
    void aMethodIsAsWideAsItsPartOfTheSamplesAndStandsUponItsCaller() throws Exception {
        Frame root = new Frame("all");
        root.add(List.of("A.run", "B.<init>"));
        root.add(List.of("A.run", "B.<init>"));
        root.add(List.of("A.run", "C.c"));
        root.add(List.of("D.d"));

        List<Element> frames = frames(root);

        assertThat(width(frames, "all: 100.0 %")).isEqualTo(1200);
        assertThat(width(frames, "A.run: 75.0 %")).isEqualTo(900);
        assertThat(width(frames, "B.<init>: 50.0 %")).isEqualTo(600);
        Element callee = frame(frames, "C.c: 25.0 %").orElseThrow();
        Element caller = frame(frames, "A.run: 75.0 %").orElseThrow();
        assertThat(number(callee, "x")).isEqualTo(600);
        assertThat(number(callee, "y")).isEqualTo(number(caller, "y") - 16);
    }

    @Test
    void whatCannotBeSeenIsLeftOut() throws Exception {
        Frame root = new Frame("all");
        root.add(List.of("Rare.one", "Rare.callee"));
        for (int i = 0; i < 5_000; i++) {
            root.add(List.of("A.run"));
        }

        List<Element> frames = frames(root);

        assertThat(frames).hasSize(2);
        assertThat(number(frames.get(0), "y")).isEqualTo(number(frames.get(1), "y") + 16);
    }

    private static List<Element> frames(Frame root) throws Exception {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        FlameGraph.of(root, "a \"title\" & <more>").getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("rect");
        List<Element> frames = new ArrayList<>();
        for (int i = 1; i < all.getLength(); i++) { // the first is the background
            frames.add((Element) all.item(i));
        }
        return frames;
    }

    private static Optional<Element> frame(List<Element> frames, String hint) {
        return frames.stream()
                .filter(frame -> frame.getTextContent().equals(hint))
                .findFirst();
    }

    private static double width(List<Element> frames, String hint) {
        return number(frame(frames, hint).orElseThrow(), "width");
    }

    private static double number(Element frame, String attribute) {
        return Double.parseDouble(frame.getAttribute(attribute));
    }
}
