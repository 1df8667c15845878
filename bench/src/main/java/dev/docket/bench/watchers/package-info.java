/** What it costs that many watch a queue in which much is scheduled. */
@NullMarked
package dev.docket.bench.watchers;

import org.jspecify.annotations.NullMarked;
