/** How good the estimates of waits are: the real decisions, in virtual time, over a job log and over bursts. */
@NullMarked
package dev.docket.bench.estimate;

import org.jspecify.annotations.NullMarked;
