package dev.docket.query;

/** Knows where executions stand. Called from any thread; expected to answer within milliseconds. */
@FunctionalInterface
public interface StatusSource {

    /** Where the execution stands, or who knows. */
    StatusAnswer status(String queue, String executionId);
}
