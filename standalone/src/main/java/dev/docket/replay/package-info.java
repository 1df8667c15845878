/** Job logs and request files: how they are read, what becomes of each line, and how they are sent at their pace. */
@NullMarked
package dev.docket.replay;

import org.jspecify.annotations.NullMarked;
