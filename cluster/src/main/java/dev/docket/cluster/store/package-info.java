/**
 * The objects of the cluster, their versions, the journal that keeps them and the bounded past that watches start from.
 */
@NullMarked
package dev.docket.cluster.store;

import org.jspecify.annotations.NullMarked;
