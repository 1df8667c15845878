/** Several coordinators on several brokers, and what those who ask them see while some of them go. */
@NullMarked
package dev.docket.bench.fleet;

import org.jspecify.annotations.NullMarked;
