package dev.docket.serde;

import dev.docket.event.ExecutionSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an {@link ExecutionSpec}. */
final class SpecFields {

    private SpecFields() {}

    static void write(FieldWriter fields, ExecutionSpec spec) throws IOException {
        fields.text(FieldNames.SCRIPT, spec.script());
        fields.text(FieldNames.LANGUAGE, spec.language());
        fields.text(FieldNames.LANGUAGE_VERSION, spec.languageVersion());
        fields.text(FieldNames.RUNTIME_IMAGE, spec.runtimeImage());
        fields.texts(FieldNames.RUNTIME_COMMAND, spec.runtimeCommand());
        fields.text(FieldNames.RUNTIME_FILENAME, spec.runtimeFilename());
        fields.number(FieldNames.TIMEOUT_SECONDS, spec.timeoutSeconds());
        fields.text(FieldNames.CPU_REQUEST, spec.cpuRequest());
        fields.text(FieldNames.CPU_LIMIT, spec.cpuLimit());
        fields.text(FieldNames.MEMORY_REQUEST, spec.memoryRequest());
        fields.text(FieldNames.MEMORY_LIMIT, spec.memoryLimit());
    }

    static ExecutionSpec read(FieldReader fields) throws IOException {
        String script = null;
        String language = null;
        String languageVersion = null;
        String runtimeImage = null;
        List<@Nullable String> runtimeCommand = null;
        String runtimeFilename = null;
        int timeoutSeconds = 0;
        String cpuRequest = null;
        String cpuLimit = null;
        String memoryRequest = null;
        String memoryLimit = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "script" -> script = fields.text(0);
                case "language" -> language = fields.text(1);
                case "languageVersion" -> languageVersion = fields.text(2);
                case "runtimeImage" -> runtimeImage = fields.text(3);
                case "runtimeCommand" -> runtimeCommand = fields.texts(4);
                case "runtimeFilename" -> runtimeFilename = fields.text(5);
                case "timeoutSeconds" -> timeoutSeconds = fields.integer(6);
                case "cpuRequest" -> cpuRequest = fields.text(7);
                case "cpuLimit" -> cpuLimit = fields.text(8);
                case "memoryRequest" -> memoryRequest = fields.text(9);
                case "memoryLimit" -> memoryLimit = fields.text(10);
                default -> throw new Unusual();
            }
        }
        return new ExecutionSpec(
                Unusual.ifNull(script),
                language,
                languageVersion,
                Unusual.ifNull(runtimeImage),
                whole(Unusual.ifNull(runtimeCommand)),
                Unusual.ifNull(runtimeFilename),
                timeoutSeconds,
                Unusual.ifNull(cpuRequest),
                Unusual.ifNull(cpuLimit),
                Unusual.ifNull(memoryRequest),
                Unusual.ifNull(memoryLimit));
    }

    private static List<String> whole(List<@Nullable String> texts) throws IOException {
        List<String> whole = new ArrayList<>(texts.size());
        for (String text : texts) {
            whole.add(Unusual.ifNull(text));
        }
        return whole;
    }
}
