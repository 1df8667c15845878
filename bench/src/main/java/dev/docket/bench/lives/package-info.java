/** How many executions live their lives in a second: Docket, what the broker could do at best, and what people use instead. */
@NullMarked
package dev.docket.bench.lives;

import org.jspecify.annotations.NullMarked;
