package dev.docket.bench.lives;

import java.time.Duration;

/**
 * Something that executions can live their lives in. A life is: a request of about {@value Payloads#REQUEST_BYTES} bytes, of
 * one of {@value Payloads#USERS} users and five priorities; accepted, with its exact position; scheduled when there is a slot;
 * completed; its slot freed.
 *
 * <p>A contender is started once, then measured in turns with the others: between its turns it does nothing.
 */
public interface Contender extends AutoCloseable {

    /** What it is, for a table. */
    String name();

    /**
     * Lets executions live as fast as it goes, for this time; returns when all that began in it are over, or wait in the
     * line that is always there.
     *
     * @return what was seen in that time
     */
    Sample run(Duration time) throws Exception;

    @Override
    void close();
}
