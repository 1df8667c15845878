/** What single operations cost, in nanoseconds, by how many executions wait: the line, the state format, the store, a query. */
@NullMarked
package dev.docket.bench.micro;

import org.jspecify.annotations.NullMarked;
