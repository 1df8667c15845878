package dev.docket.cli;

import java.util.ArrayList;
import java.util.List;

/** What there is to say about one thing: a heading, and below it lines that each have a label. */
final class Labelled {

    private static final int LABEL = 11;

    private final List<String> lines = new ArrayList<>();

    Labelled(String heading) {
        lines.add(heading);
    }

    /** Says this; nothing where the text is empty. */
    Labelled add(String label, String text) {
        if (!text.isEmpty()) {
            lines.add("  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + text);
        }
        return this;
    }

    /** Says these, under one label. */
    Labelled add(String label, List<String> texts) {
        String name = label;
        for (String text : texts) {
            add(name, text);
            name = "";
        }
        return this;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
