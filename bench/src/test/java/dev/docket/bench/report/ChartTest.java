package dev.docket.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.report.Row.Goal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {

    private static final Row SHORT = Row.of(
            "lives/s, \"a\" & <b> ÷ ceiling", Goal.atLeast(2), List.of(1.0, 0.5, 0.75), "with <tags> & 'quotes'");

    @Test
    void aBarForEachRunIsAsHighAsTheRun() throws Exception {
        List<Element> bars = elements(SHORT, "rect").subList(1, 4);

        double first = height(bars.get(0));
        assertThat(height(bars.get(1)) / first).isBetween(0.49, 0.51);
        assertThat(height(bars.get(2)) / first).isBetween(0.74, 0.76);
    }

    @Test
    void theGoalIsADashedLineAboveTheMedian() throws Exception {
        List<Element> lines = elements(SHORT, "line");

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2).getAttribute("stroke-dasharray")).isEqualTo("6 4");
        assertThat(Double.parseDouble(lines.get(2).getAttribute("y1")))
                .isLessThan(Double.parseDouble(lines.get(1).getAttribute("y1")));
    }

    @Test
    void whatIsWrittenInItIsEscaped() throws Exception {
        assertThat(elements(SHORT, "title").get(0).getTextContent()).isEqualTo(SHORT.name());
        assertThat(elements(SHORT, "text"))
                .extracting(Element::getTextContent)
                .contains(SHORT.name(), SHORT.conditions(), "median 0.75", "≥ 2.00");
    }

    @Test
    void whatHasNoGoalHasNoLineForIt() throws Exception {
        assertThat(elements(Row.stated("ns", List.of(3.0), ""), "line")).hasSize(2);
    }

    @Test
    void whatCouldNotBeMeasuredSaysSo() throws Exception {
        Row missing = Row.missing("a ÷ b", Goal.atLeast(1), "not installed");

        assertThat(elements(missing, "text"))
                .extracting(Element::getTextContent)
                .contains("not measured");
        assertThat(Chart.of(missing)).doesNotContain("NaN");
    }

    @Test
    void longConditionsAreBroken() throws Exception {
        Row wordy = Row.stated("ns", List.of(3.0), "some words ".repeat(60).strip());

        assertThat(elements(wordy, "text"))
                .allSatisfy(text -> assertThat(text.getTextContent()).hasSizeLessThan(111));
    }

    @Test
    void eachRowHasAFileOfItsOwn(@TempDir Path directory) throws Exception {
        Charts.write(List.of(SHORT, Row.stated("ns, rank, 1,000 in line", List.of(3.0), "")), directory.resolve("new"));

        try (Stream<Path> files = Files.list(directory.resolve("new"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("01-lives-s-a-b-ceiling.svg", "02-ns-rank-1000-in-line.svg");
        }
    }

    private static double height(Element bar) {
        return Double.parseDouble(bar.getAttribute("height"));
    }

    private static List<Element> elements(Row row, String name) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Chart.of(row).getBytes(StandardCharsets.UTF_8)));
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
