/** The promises about several coordinators, in their short form. */
@NullMarked
package dev.docket.bench.fleet;

import org.jspecify.annotations.NullMarked;
