/**
 * What can be asked about queues and executions, and who answers: a copy on this instance, the instance that owns the
 * queue, or a standby.
 */
@NullMarked
package dev.docket.query;

import org.jspecify.annotations.NullMarked;
