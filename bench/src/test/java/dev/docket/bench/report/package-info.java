@NullMarked
package dev.docket.bench.report;

import org.jspecify.annotations.NullMarked;
