/** What is measured, and against what: one command a figure, each a table with its conditions. */
@NullMarked
package dev.docket.bench;

import org.jspecify.annotations.NullMarked;
