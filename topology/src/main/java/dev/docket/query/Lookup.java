package dev.docket.query;

import java.util.List;

/**
 * Where several executions of a queue stand.
 *
 * @param executions those of them that are known, in the order in which they were asked for
 */
public record Lookup(List<ExecutionStatus> executions) {}
