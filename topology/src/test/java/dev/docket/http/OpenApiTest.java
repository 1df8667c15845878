package dev.docket.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The document that the server gives is what the endpoints say, is valid, and its examples are what its schemas allow.
 * After a change: {@code mvn test -pl topology -am -Dupdate.docs=true -Dtest=OpenApiTest}. That a real server answers as
 * the examples say is shown where there is one ({@code ApiExamplesIT}).
 */
class OpenApiTest {

    private static final Path DOCUMENT = Path.of("src/main/resources/openapi.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode made = OpenApiDocument.of(ApiServer.endpoints(
            () -> {
                throw new AssertionError("nobody is asked");
            },
            () -> "",
            new NoHealth(),
            () -> ""));

    @Test
    void theDocumentIsWhatTheEndpointsSay() throws IOException {
        String text = JSON.writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                                .withArrayIndenter(new DefaultIndenter("  ", "\n")))
                        .writeValueAsString(made)
                + "\n";
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(DOCUMENT, text);
        }

        assertThat(DOCUMENT).content().isEqualTo(text);
    }

    @Test
    void theDocumentIsValidOpenApi() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(made.toString());

        assertThat(result.getMessages()).isEmpty();
    }

    @Test
    void everyExampleIsWhatItsSchemaAllowsAndEveryAnswerWithoutErrorHasOne() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of("urn:docket:api", made.toString())));
        List<String> faults = new ArrayList<>();
        made.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String at = "/paths/" + escaped(path.getKey()) + "/" + operation.getKey();
                    JsonNode request = operation.getValue().at("/requestBody/content/application~1json");
                    check(registry, request, at + "/requestBody/content/application~1json", faults);
                    operation
                            .getValue()
                            .get("responses")
                            .properties()
                            .forEach(response -> response.getValue()
                                    .get("content")
                                    .properties()
                                    .forEach(content -> {
                                        String where = at + "/responses/" + response.getKey() + "/content/"
                                                + escaped(content.getKey());
                                        if (response.getKey().startsWith("2")
                                                && !content.getValue().has("examples")) {
                                            faults.add(where + ": no example");
                                        }
                                        check(registry, content.getValue(), where, faults);
                                    }));
                }));

        assertThat(faults).isEmpty();
    }

    private static void check(SchemaRegistry registry, JsonNode content, String where, List<String> faults) {
        if (content.isMissingNode() || !content.has("examples")) {
            return;
        }
        boolean isRequest = where.contains("requestBody");
        Schema schema = registry.getSchema(SchemaLocation.of("urn:docket:api#" + where + "/schema"));
        content.get("examples").properties().forEach(example -> {
            // A request that is answered with 400 breaks the schema on purpose.
            if (!isRequest || !example.getKey().equals("invalid")) {
                schema.validate(example.getValue().get("value").toString(), InputFormat.JSON)
                        .forEach(fault -> faults.add(where + " " + example.getKey() + ": " + fault));
            }
        });
    }

    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    private static final class NoHealth implements Health {
        @Override
        public boolean isLive() {
            return false;
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public HealthReport report() {
            return new HealthReport("", 0, 0, 0);
        }
    }
}
