@NullMarked
package dev.docket.coordinator.assignment;

import org.jspecify.annotations.NullMarked;
