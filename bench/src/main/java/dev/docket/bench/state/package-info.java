/** What the coordinator's state costs: heap while executions wait, time to restore it from its changelog or from disk. */
@NullMarked
package dev.docket.bench.state;

import org.jspecify.annotations.NullMarked;
