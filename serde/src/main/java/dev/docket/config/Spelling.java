package dev.docket.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Spelling {

    private static final int LONGEST = 100;

    private Spelling() {}

    /** The name that needs the fewest edits, if it needs at most a third of its length. */
    static Optional<String> nearest(String given, List<String> known) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(name -> edits(given, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> edits(given, name)));
    }

    /** Levenshtein's distance, by the two-row method of Wagner and Fischer. */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
