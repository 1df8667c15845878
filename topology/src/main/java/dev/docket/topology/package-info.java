/** The wiring: which topic feeds what, and where decisions go. */
@NullMarked
package dev.docket.topology;

import org.jspecify.annotations.NullMarked;
