package dev.docket.coordinator;

/**
 * One thing on the Kafka cluster that keeps a coordinator from starting.
 *
 * @param subject which topic, or what else
 * @param found what is there
 * @param needed what must be there, and which setting says so
 */
public record StartFault(String subject, String found, String needed) {

    @Override
    public String toString() {
        return subject + ": " + found + "; needed: " + needed;
    }
}
