@NullMarked
package dev.docket.bench.lives;

import org.jspecify.annotations.NullMarked;
