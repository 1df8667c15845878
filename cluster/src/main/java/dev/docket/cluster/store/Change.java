package dev.docket.cluster.store;

import org.jspecify.annotations.Nullable;

/**
 * What one write did to one object: {@code before} is null for a new one, {@code after} is the version written, and for
 * {@code removed} it is the last state under the revision of the removal, as a watch shows it.
 */
public record Change(@Nullable Revision before, Revision after, boolean removed) {
    public long number() {
        return after.number();
    }
}
