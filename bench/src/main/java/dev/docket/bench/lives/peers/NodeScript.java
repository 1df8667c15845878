package dev.docket.bench.lives.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script of Node.js that is told and answers a line at a time. It ends when nobody can tell it anything any more, and so
 * never outlives this process.
 *
 * <p>Threading: not safe.
 */
final class NodeScript implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Path log;
    private final BufferedWriter in;
    private final BufferedReader out;

    private NodeScript(Process process, Path log) {
        this.process = process;
        this.log = log;
        in = process.outputWriter(UTF_8);
        out = process.inputReader(UTF_8);
    }

    /**
     * Starts it, and returns when it says that it is ready.
     *
     * @param directory where it and its packages are
     * @throws IllegalStateException with what it complained of if it ends before
     */
    static NodeScript start(Path directory, String script, List<String> arguments) throws IOException {
        Path log = directory.resolve("node.log");
        List<String> command = Stream.concat(Stream.of(Program.NODE.require().toString(), script), arguments.stream())
                .toList();
        NodeScript started = new NodeScript(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(log.toFile())
                        .start(),
                log);
        try {
            started.answer("ready");
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Tells it something, and waits for the words of its answer, the first of which must be this one. */
    String[] ask(String question, String firstWord) throws IOException {
        in.write(question);
        in.newLine();
        in.flush();
        return answer(firstWord);
    }

    private String[] answer(String firstWord) throws IOException {
        @Nullable String line = out.readLine();
        String[] words = line == null ? new String[] {"nothing"} : line.split(" ");
        if (!words[0].equals(firstWord)) {
            throw new IllegalStateException(
                    "the script said " + words[0] + ", not " + firstWord + ": " + Files.readString(log));
        }
        return words;
    }

    /** Lets it end, and returns when it did. */
    @Override
    public void close() {
        try {
            in.close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It is gone, or goes now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
