package dev.docket.cluster.node;

import java.util.Map;

/**
 * Kubernetes' own variables in command, arguments and environment: {@code $(NAME)} is the value of a variable that the
 * container declares, or stays as it is if there is none; {@code $$} is one {@code $}; any other {@code $} is itself.
 */
final class Expansion {
    private Expansion() {}

    static String expand(String text, Map<String, String> variables) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            int end = c == '$' && next == '(' ? text.indexOf(')', at + 2) : -1;
            if (c == '$' && next == '$') {
                out.append('$');
                at += 2;
            } else if (end >= 0) {
                String name = text.substring(at + 2, end);
                out.append(variables.getOrDefault(name, text.substring(at, end + 1)));
                at = end + 1;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }
}
