/** Everything in one JVM: a broker, the coordinator, a cluster, the launcher; and the demo that is run on it. */
@NullMarked
package dev.docket.standalone;

import org.jspecify.annotations.NullMarked;
