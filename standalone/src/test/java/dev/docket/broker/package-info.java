@NullMarked
package dev.docket.broker;

import org.jspecify.annotations.NullMarked;
