@NullMarked
package dev.docket.config;

import org.jspecify.annotations.NullMarked;
