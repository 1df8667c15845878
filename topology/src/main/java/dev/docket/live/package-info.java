/**
 * What goes on, while it goes on: the tail of the audit log, who waits for a decision in it, and who watches an execution
 * or a queue.
 */
@NullMarked
package dev.docket.live;

import org.jspecify.annotations.NullMarked;
