/** The comparison in its short form. */
@NullMarked
package dev.docket.bench.watchers;

import org.jspecify.annotations.NullMarked;
