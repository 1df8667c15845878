package dev.docket.cli;

import java.time.Duration;
import java.util.List;

/** What {@code docket queue top} shows. */
interface TopView extends AutoCloseable {

    /** How often it is asked for, whether or not there is news. */
    Duration BEAT = Duration.ofSeconds(1);

    /** How things stand now, as lines for a terminal of this size; the first is a heading. */
    List<String> frame(TerminalSize size);

    /** Waits for news, for one beat at most. */
    void pause() throws InterruptedException;

    @Override
    void close();
}
