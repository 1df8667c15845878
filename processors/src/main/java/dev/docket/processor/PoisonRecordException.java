package dev.docket.processor;

/**
 * Handling a record failed on a defect. The transaction takes back what the record did; it will be read once more and
 * then go to the dead letters, so the thread that died of this is worth replacing.
 */
public final class PoisonRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PoisonRecordException(Origin origin, RuntimeException cause) {
        super("handling " + origin + " failed on a defect", cause);
    }
}
