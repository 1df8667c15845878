@NullMarked
package dev.docket.bench;

import org.jspecify.annotations.NullMarked;
