/**
 * A cluster for people who have none: the part of the Kubernetes API that Docket's launcher uses, over HTTP and with its
 * true semantics, in front of a node that runs Pods as local processes.
 *
 * <p>{@link dev.docket.cluster.ClusterStandIn} is the way in; {@link dev.docket.cluster.PodHistory} tells afterwards which
 * Pods there were.
 */
@NullMarked
package dev.docket.cluster;

import org.jspecify.annotations.NullMarked;
