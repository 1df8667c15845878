/**
 * Settings: what each is called, what it may be, what it is when nobody says, and where it was read from.
 *
 * <p>Kafka's own {@code ConfigDef} knows no durations, no unknown names and no secrets in its messages, and gives values
 * back by name without a type; what would be left of it here is a map of strings. The names and the pass-through of
 * {@code kafka.…} follow Kafka's customs all the same.
 */
@NullMarked
package dev.docket.config;

import org.jspecify.annotations.NullMarked;
