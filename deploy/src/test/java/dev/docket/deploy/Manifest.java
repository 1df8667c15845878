package dev.docket.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** One object that the chart renders. */
record Manifest(JsonNode json) {
    String apiVersion() {
        return text("/apiVersion");
    }

    String kind() {
        return text("/kind");
    }

    String name() {
        return text("/metadata/name");
    }

    String namespace() {
        return text("/metadata/namespace");
    }

    /** What stands there; a missing node if nothing does. */
    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    String text(String pointer) {
        return at(pointer).asText();
    }

    List<JsonNode> list(String pointer) {
        return StreamSupport.stream(at(pointer).spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
