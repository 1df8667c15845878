@NullMarked
package dev.docket.standalone;

import org.jspecify.annotations.NullMarked;
