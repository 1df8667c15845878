@NullMarked
package dev.docket.audit;

import org.jspecify.annotations.NullMarked;
