/** The wire: events as JSON, the topics and the record headers. */
@NullMarked
package dev.docket.serde;

import org.jspecify.annotations.NullMarked;
