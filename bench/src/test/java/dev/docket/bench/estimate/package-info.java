@NullMarked
package dev.docket.bench.estimate;

import org.jspecify.annotations.NullMarked;
