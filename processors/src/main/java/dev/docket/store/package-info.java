/**
 * The coordinator's state: one logged key-value store that keeps an index of its own content.
 *
 * <p>{@link dev.docket.store.IndexedStores} builds it, {@link dev.docket.store.IndexQuery} and
 * {@link dev.docket.store.IndexAccess} ask it. The store knows nothing of queues: what the index holds is up to the
 * {@link dev.docket.store.DerivedIndex} given to it.
 */
@NullMarked
package dev.docket.store;

import org.jspecify.annotations.NullMarked;
