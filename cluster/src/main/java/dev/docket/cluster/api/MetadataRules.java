package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.cluster.api.ApiRefusal.Cause;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Kubernetes demands of names, labels, annotations and finalizers. */
final class MetadataRules {
    static final int MAX_ANNOTATION_BYTES = 256 * 1024;

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final String SUBDOMAIN_TEXT =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                    + " characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
                    + " regex used for validation is '" + SUBDOMAIN.pattern() + "')";
    private static final String LABEL_TEXT = "a lowercase RFC 1123 label must consist of lower case alphanumeric"
            + " characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or"
            + " '123-abc', regex used for validation is '" + DNS_LABEL.pattern() + "')";

    private MetadataRules() {}

    static void check(JsonNode metadata, List<Cause> faults) {
        name("metadata.name", metadata.path("name").asText(), faults);
        metadata.path("labels").properties().forEach(label -> {
            qualified("metadata.labels", label.getKey(), faults);
            String value = label.getValue().asText();
            if (!LabelSelector.VALUE.matcher(value).matches()) {
                faults.add(Cause.invalid(
                        "metadata.labels",
                        Cause.quote(value),
                        value.length() > 63
                                ? "must be no more than 63 bytes"
                                : "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                                        + " '_' or '.', and must start and end with an alphanumeric character"));
            }
        });
        annotations(metadata.path("annotations"), faults);
        metadata.path("finalizers").forEach(finalizer -> {
            if (!finalizer.asText().contains("/")) {
                faults.add(Cause.invalid(
                        "metadata.finalizers",
                        Cause.quote(finalizer.asText()),
                        "name is neither a standard finalizer name nor is it fully qualified"));
            } else {
                qualified("metadata.finalizers", finalizer.asText(), faults);
            }
        });
    }

    static void annotations(JsonNode annotations, List<Cause> faults) {
        long size = 0;
        for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
            qualified("metadata.annotations", annotation.getKey().toLowerCase(java.util.Locale.ROOT), faults);
            size += utf8Length(annotation.getKey())
                    + utf8Length(annotation.getValue().asText());
        }
        if (size > MAX_ANNOTATION_BYTES) {
            faults.add(
                    Cause.tooLong("metadata.annotations", "may not be more than " + MAX_ANNOTATION_BYTES + " bytes"));
        }
    }

    static void name(String field, String name, List<Cause> faults) {
        if (name.isEmpty()) {
            faults.add(Cause.required(field, "name or generateName is required"));
        } else if (name.length() > 253) {
            faults.add(Cause.invalid(field, Cause.quote(name), "must be no more than 253 bytes"));
        } else if (!SUBDOMAIN.matcher(name).matches()) {
            faults.add(Cause.invalid(field, Cause.quote(name), SUBDOMAIN_TEXT));
        }
    }

    static void dnsLabel(String field, String name, List<Cause> faults) {
        if (name.isEmpty()) {
            faults.add(Cause.required(field, ""));
        } else if (name.length() > 63) {
            faults.add(Cause.invalid(field, Cause.quote(name), "must be no more than 63 bytes"));
        } else if (!DNS_LABEL.matcher(name).matches()) {
            faults.add(Cause.invalid(field, Cause.quote(name), LABEL_TEXT));
        }
    }

    private static void qualified(String field, String key, List<Cause> faults) {
        if (!LabelSelector.KEY.matcher(key).matches()) {
            faults.add(Cause.invalid(
                    field,
                    Cause.quote(key),
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                            + " an alphanumeric character, with an optional DNS subdomain prefix and '/'"));
        }
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
