@NullMarked
package dev.docket.bench.micro;

import org.jspecify.annotations.NullMarked;
