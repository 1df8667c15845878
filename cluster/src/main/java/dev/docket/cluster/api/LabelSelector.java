package dev.docket.cluster.api;

import dev.docket.cluster.store.Revision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Label selectors in the text form of the API: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in (b,c)},
 * {@code a notin (b,c)}, {@code a}, {@code !a}, separated by commas, all of which must hold.
 *
 * <p>As in Kubernetes, {@code !=} and {@code notin} also hold where the label is missing.
 */
final class LabelSelector {
    static final Pattern KEY = Pattern.compile(
            "([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:"
            + "!\\s*(?<absent>[^\\s,=!()]+)"
            + "|(?<set>[^\\s,=!()]+)\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)"
            + "|(?<key>[^\\s,=!()]+)\\s*(?:(?<sign>==|=|!=)\\s*(?<value>[^\\s,=!()]*))?"
            + ")\\s*(?:,|$)");

    private LabelSelector() {}

    /** Null and empty select everything. */
    static Predicate<Revision> parse(@Nullable String text) throws ApiRefusal {
        if (text == null || text.isBlank()) {
            return object -> true;
        }
        List<Predicate<Map<String, String>>> all = new ArrayList<>();
        Matcher matcher = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw refused(text, "couldn't parse at " + at);
            }
            all.add(requirement(text, matcher));
            at = matcher.end();
        }
        if (text.stripTrailing().endsWith(",")) {
            throw refused(text, "found '', expected: identifier after ','");
        }
        return object -> {
            for (Predicate<Map<String, String>> each : all) {
                if (!each.test(object.labels())) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<Map<String, String>> requirement(String text, Matcher matcher) throws ApiRefusal {
        String absent = matcher.group("absent");
        if (absent != null) {
            String key = key(text, absent);
            return labels -> !labels.containsKey(key);
        }
        String set = matcher.group("set");
        if (set != null) {
            String key = key(text, set);
            Set<String> values = new LinkedHashSet<>();
            for (String value : matcher.group("values").split(",", -1)) {
                values.add(value(text, value.strip()));
            }
            return matcher.group("operator").equals("in")
                    ? labels -> labels.containsKey(key) && values.contains(labels.get(key))
                    : labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
        }
        String key = key(text, matcher.group("key"));
        String sign = matcher.group("sign");
        if (sign == null) {
            return labels -> labels.containsKey(key);
        }
        String value = value(text, matcher.group("value"));
        return sign.equals("!=") ? labels -> !value.equals(labels.get(key)) : labels -> value.equals(labels.get(key));
    }

    private static String key(String text, String key) throws ApiRefusal {
        if (!KEY.matcher(key).matches()) {
            throw refused(text, "key: Invalid value: \"" + key + "\"");
        }
        return key;
    }

    private static String value(String text, String value) throws ApiRefusal {
        if (!VALUE.matcher(value).matches()) {
            throw refused(text, "values: Invalid value: \"" + value + "\"");
        }
        return value;
    }

    private static ApiRefusal refused(String text, String why) {
        return ApiRefusal.badRequest("unable to parse requirement: " + why + " (label selector: " + text + ")");
    }
}
