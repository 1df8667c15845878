/** What can be asked over HTTP: health, metrics, and where an execution stands. */
@NullMarked
package dev.docket.query;

import org.jspecify.annotations.NullMarked;
