/**
 * An independent reader of what Docket did: it recounts everything from the topics and from the cluster's own history of
 * Pods, and shares no code with the queue, its store or its processor.
 */
@NullMarked
package dev.docket.audit;

import org.jspecify.annotations.NullMarked;
