@NullMarked
package dev.docket.coordinator;

import org.jspecify.annotations.NullMarked;
