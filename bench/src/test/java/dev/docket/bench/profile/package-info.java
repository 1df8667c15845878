@NullMarked
package dev.docket.bench.profile;

import org.jspecify.annotations.NullMarked;
