@NullMarked
package dev.docket.bench.state;

import org.jspecify.annotations.NullMarked;
