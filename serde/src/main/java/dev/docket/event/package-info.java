/** The events that cross Docket's topics, as sealed records; plain Java, no Kafka, no Jackson. */
@NullMarked
package dev.docket.event;

import org.jspecify.annotations.NullMarked;
