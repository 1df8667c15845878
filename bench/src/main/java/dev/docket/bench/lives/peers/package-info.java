/** What people use instead of Docket, doing the same work as fast as it honestly goes. */
@NullMarked
package dev.docket.bench.lives.peers;

import org.jspecify.annotations.NullMarked;
