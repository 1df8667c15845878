package dev.docket.cluster.api;

import dev.docket.cluster.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Field selectors: {@code =}, {@code ==} and {@code !=} on the fields that the resource supports, joined by commas. */
final class FieldSelector {
    private static final Set<String> OF_ANY = Set.of("metadata.name", "metadata.namespace");
    private static final Set<String> OF_PODS = Set.of(
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "status.phase",
            "status.podIP");
    private static final Pattern TERM = Pattern.compile("([^=!,]+)(==|=|!=)(.*)");

    private FieldSelector() {}

    /** Null and empty select everything. */
    static Predicate<Revision> parse(String resource, @Nullable String text) throws ApiRefusal {
        if (text == null || text.isBlank()) {
            return object -> true;
        }
        List<Predicate<Revision>> all = new ArrayList<>();
        for (String term : text.split(",", -1)) {
            Matcher matcher = TERM.matcher(term.strip());
            if (!matcher.matches()) {
                throw ApiRefusal.badRequest("invalid selector: '" + text + "'; can't understand '" + term + "'");
            }
            String path = matcher.group(1);
            String value = matcher.group(3);
            if (!OF_ANY.contains(path) && !(resource.equals("pods") && OF_PODS.contains(path))) {
                throw ApiRefusal.badRequest("field label not supported: " + path);
            }
            boolean equal = !matcher.group(2).equals("!=");
            all.add(object -> object.field(path).equals(value) == equal);
        }
        return object -> all.stream().allMatch(each -> each.test(object));
    }
}
