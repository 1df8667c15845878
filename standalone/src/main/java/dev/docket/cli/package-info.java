/** The command {@code docket}: what people type, and what they get to see. */
@NullMarked
package dev.docket.cli;

import org.jspecify.annotations.NullMarked;
