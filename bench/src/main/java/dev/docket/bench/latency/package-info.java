/** How long executions wait for Docket itself: for their command, for a slot to be given on, for a position. */
@NullMarked
package dev.docket.bench.latency;

import org.jspecify.annotations.NullMarked;
