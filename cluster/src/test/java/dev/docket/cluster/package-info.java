/** Tests of the stand-in over real HTTP, and of clusters in general: see {@link dev.docket.cluster.ClusterUnderTest}. */
@NullMarked
package dev.docket.cluster;

import org.jspecify.annotations.NullMarked;
