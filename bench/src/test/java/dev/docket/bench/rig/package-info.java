/** Tests of what several measurements are built from. */
@NullMarked
package dev.docket.bench.rig;

import org.jspecify.annotations.NullMarked;
