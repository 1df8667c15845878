/** Tests of what holds across packages. */
@NullMarked
package dev.docket;

import org.jspecify.annotations.NullMarked;
