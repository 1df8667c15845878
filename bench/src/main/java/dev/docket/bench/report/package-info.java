/** What was measured, as rows: for people, and for programs. */
@NullMarked
package dev.docket.bench.report;

import org.jspecify.annotations.NullMarked;
