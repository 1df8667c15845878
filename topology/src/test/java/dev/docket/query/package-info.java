@NullMarked
package dev.docket.query;

import org.jspecify.annotations.NullMarked;
