@NullMarked
package dev.docket.bench.launcher;

import org.jspecify.annotations.NullMarked;
