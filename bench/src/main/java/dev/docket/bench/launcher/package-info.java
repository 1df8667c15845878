/** What a launch costs, next to a bare client that makes the same calls. */
@NullMarked
package dev.docket.bench.launcher;

import org.jspecify.annotations.NullMarked;
