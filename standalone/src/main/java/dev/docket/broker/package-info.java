/** Kafka brokers in this JVM. */
@NullMarked
package dev.docket.broker;

import org.jspecify.annotations.NullMarked;
