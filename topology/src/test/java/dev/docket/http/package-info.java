@NullMarked
package dev.docket.http;

import org.jspecify.annotations.NullMarked;
