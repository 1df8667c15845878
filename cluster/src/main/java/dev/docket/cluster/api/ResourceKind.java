package dev.docket.cluster.api;

import java.util.Optional;
import java.util.stream.Stream;

/** The resources that the stand-in serves. */
enum ResourceKind {
    POD("pods", "Pod", true),
    NAMESPACE("namespaces", "Namespace", false),
    RESOURCE_QUOTA("resourcequotas", "ResourceQuota", true);

    private final String plural;
    private final String kind;
    private final boolean namespaced;

    ResourceKind(String plural, String kind, boolean namespaced) {
        this.plural = plural;
        this.kind = kind;
        this.namespaced = namespaced;
    }

    String plural() {
        return plural;
    }

    String kind() {
        return kind;
    }

    boolean namespaced() {
        return namespaced;
    }

    static Optional<ResourceKind> ofPlural(String plural) {
        return Stream.of(values()).filter(each -> each.plural.equals(plural)).findFirst();
    }
}
