/** Records in, store changes, decisions out: the shell around {@link dev.docket.queue}. */
@NullMarked
package dev.docket.processor;

import org.jspecify.annotations.NullMarked;
