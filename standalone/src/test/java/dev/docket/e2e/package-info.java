/** The parts together: a real broker, real coordinators, real processes. */
@NullMarked
package dev.docket.e2e;

import org.jspecify.annotations.NullMarked;
