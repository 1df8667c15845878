package dev.docket.bench.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A method in the tree of all sampled stacks, called as those above it in the tree say. */
final class Frame {

    private final String name;
    private final Map<String, Frame> callees = new TreeMap<>();
    private long samples;

    Frame(String name) {
        this.name = name;
    }

    /** Adds one sample; the outermost method comes first. */
    void add(List<String> stack) {
        Frame frame = this;
        frame.samples++;
        for (String method : stack) {
            frame = frame.callees.computeIfAbsent(method, Frame::new);
            frame.samples++;
        }
    }

    String name() {
        return name;
    }

    /** In how many samples it was, itself or by what it called. */
    long samples() {
        return samples;
    }

    /** What it called, by name. */
    Collection<Frame> callees() {
        return callees.values();
    }

    /** The length of the longest stack from here on, this one included, of methods with at least so many samples. */
    int depth(double least) {
        return 1
                + callees.values().stream()
                        .filter(frame -> frame.samples >= least)
                        .mapToInt(frame -> frame.depth(least))
                        .max()
                        .orElse(0);
    }
}
