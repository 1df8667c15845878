/** What every measurement needs: patience, silence, a directory, a reader of topics. */
@NullMarked
package dev.docket.bench.rig;

import org.jspecify.annotations.NullMarked;
