/** Where the time goes, as a picture. */
@NullMarked
package dev.docket.bench.profile;

import org.jspecify.annotations.NullMarked;
