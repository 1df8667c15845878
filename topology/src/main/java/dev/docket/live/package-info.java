/** What goes on, as it goes on. */
@org.jspecify.annotations.NullMarked
package dev.docket.live;
