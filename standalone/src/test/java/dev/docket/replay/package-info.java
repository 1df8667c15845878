@NullMarked
package dev.docket.replay;

import org.jspecify.annotations.NullMarked;
