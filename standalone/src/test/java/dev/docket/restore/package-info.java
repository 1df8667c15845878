/** The indexed store on a real broker: transactions, restores, standbys, promotion. */
@NullMarked
package dev.docket.restore;

import org.jspecify.annotations.NullMarked;
