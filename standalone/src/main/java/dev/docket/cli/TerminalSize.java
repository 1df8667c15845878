package dev.docket.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How much a terminal shows. */
record TerminalSize(int columns, int lines) {

    static final TerminalSize USUAL = new TerminalSize(80, 24);

    /** What the environment says, or else the terminal itself, or else what terminals usually have. */
    static TerminalSize now() {
        return of(System.getenv()).or(TerminalSize::ofTerminal).orElse(USUAL);
    }

    /** What {@code COLUMNS} and {@code LINES} say, if both do. */
    static Optional<TerminalSize> of(Map<String, String> environment) {
        return parse(environment.getOrDefault("LINES", "") + " " + environment.getOrDefault("COLUMNS", ""));
    }

    /** Lines and columns, as {@code stty size} prints them; a size of nothing, as some terminals tell, is none. */
    static Optional<TerminalSize> parse(String text) {
        String[] numbers = text.strip().split(" ", -1);
        if (numbers.length != 2 || !numbers[0].matches("[1-9]\\d{0,3}") || !numbers[1].matches("[1-9]\\d{0,3}")) {
            return Optional.empty();
        }
        return Optional.of(new TerminalSize(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0])));
    }

    private static Optional<TerminalSize> ofTerminal() {
        File terminal = new File("/dev/tty");
        if (!terminal.canRead()) {
            return Optional.empty();
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
