package dev.docket.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The chart as it is in this checkout. */
final class Chart {
    static final Path DIRECTORY = Path.of("docket");
    static final String NAMESPACE = "docket-system";
    private static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    static Helm helm() {
        return new Helm(DIRECTORY);
    }

    /** What an install in {@link #NAMESPACE} under the name {@code docket} would send, with these values, in YAML. */
    static List<Manifest> render(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return manifests(helm().template()
                        .withName("docket")
                        .withNamespace(NAMESPACE)
                        .withKubeVersion("1.34.0")
                        .withValuesFile(file)
                        .call());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(Files.readString(file));
    }

    private static List<Manifest> manifests(String rendered) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(rendered)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.isObject() && !document.isEmpty()) {
                    manifests.add(new Manifest(document));
                }
            }
        }
        return manifests;
    }

    static Manifest only(List<Manifest> manifests, String kind, String name) {
        List<Manifest> found = manifests.stream()
                .filter(m -> m.kind().equals(kind) && m.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(kind + " " + name + " is there " + found.size() + " times: " + manifests);
        }
        return found.get(0);
    }
}
