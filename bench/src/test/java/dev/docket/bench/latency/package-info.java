@NullMarked
package dev.docket.bench.latency;

import org.jspecify.annotations.NullMarked;
