package dev.docket.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What a flight recording knows of where threads were while they ran Java code. */
final class Samples {

    private static final String SAMPLE = "jdk.ExecutionSample";

    private Samples() {}

    /**
     * The samples of some threads, as a tree.
     *
     * @param file the recording
     * @param threads which threads count, by name
     * @param from the method, as {@code Class.method}, that a stack is shown from on; stacks without it do not count. Null for
     *     whole stacks
     * @throws IOException if it cannot be read
     */
    static Frame read(Path file, Predicate<String> threads, @Nullable String from) throws IOException {
        Frame root = new Frame(from == null ? "all" : from);
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals(SAMPLE) && isOf(event.getThread("sampledThread"), threads)) {
                    List<String> stack = stack(event.getStackTrace());
                    int begin = from == null ? 0 : stack.indexOf(from) + 1;
                    if (from == null || begin > 0) {
                        root.add(stack.subList(begin, stack.size()));
                    }
                }
            }
        }
        return root;
    }

    private static boolean isOf(@Nullable RecordedThread thread, Predicate<String> threads) {
        return thread != null && thread.getJavaName() != null && threads.test(thread.getJavaName());
    }

    /** The outermost method comes first. */
    private static List<String> stack(@Nullable RecordedStackTrace trace) {
        List<String> stack = new ArrayList<>();
        if (trace != null) {
            List<RecordedFrame> frames = trace.getFrames();
            for (int i = frames.size() - 1; i >= 0; i--) {
                stack.add(name(frames.get(i)));
            }
        }
        return stack;
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }
}
