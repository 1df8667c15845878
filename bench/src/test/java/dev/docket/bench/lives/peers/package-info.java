/** The peers in their short form. */
@NullMarked
package dev.docket.bench.lives.peers;

import org.jspecify.annotations.NullMarked;
