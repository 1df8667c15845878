package dev.docket.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket bench flame}. */
@Command(
        name = "flame",
        mixinStandardHelpOptions = true,
        header = "A flight recording as a flame graph.",
        description = {
            "",
            "Reads where threads were while they ran Java code, from a recording of Java Flight Recorder, and prints an SVG."
                    + " Time in the operating system, and time waited, is not in it.",
            "",
            "Any command records itself with DOCKET_JAVA_OPTS="
                    + "\"-XX:StartFlightRecording=filename=FILE,settings=profile -XX:FlightRecorderOptions=stackdepth=256\".",
            ""
        })
public final class FlameCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The recording.")
    Path file = Path.of("");

    @Option(
            names = "--thread",
            paramLabel = "WORDS",
            description = "Only threads with this in their names. Default: StreamThread.")
    String thread = "StreamThread";

    @Option(
            names = "--from",
            paramLabel = "CLASS.METHOD",
            description = "Stacks from this method on, and only those that have it. Default: whole stacks.")
    @Nullable
    String from;

    @Override
    public Integer call() {
        Frame root;
        try {
            root = Samples.read(file, name -> name.contains(thread), from);
        } catch (IOException e) {
            System.err.println("No recording can be read from " + file + ": " + e.getMessage());
            return 1;
        }
        if (root.samples() == 0) {
            System.err.println("No samples of such threads and stacks in " + file + ".");
            return 1;
        }
        System.out.print(FlameGraph.of(root, root.samples() + " samples of " + thread));
        return 0;
    }
}
