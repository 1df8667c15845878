@NullMarked
package dev.docket.live;

import org.jspecify.annotations.NullMarked;
