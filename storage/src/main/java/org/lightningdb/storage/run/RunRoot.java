package org.lightningdb.storage.run;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Where a run begins. A run is a tree of the newest write of each key, beside a second tree that
 * leads from a key to its older writes, for those views of the transaction and savepoints that can
 * still tell them apart.
 *
 * <p>The timestamp of a row is its {@link Stamp}: the sequence of the write in its transaction,
 * counted from {@code firstSequence}, and whether it is a deletion. If nothing can tell the writes
 * of a run apart, all count as made at {@code firstSequence}, and a run without deletions then has
 * only zeros: such a tree may become the tree of a store as it is.
 *
 * @param older rows whose value is a {@link VersionChain}; null if there are none
 * @param firstSequence no write of the run is before it
 * @param endSequence every write of the run is before it
 * @param marked whether a view or savepoint lies between the end of the run before, if there is
 *     one, and {@code firstSequence}
 * @param uniform whether all stamps are 0, or 1 for deletions, and there are no older writes
 * @param deletions how many rows of the newest writes are deletions
 */
public record RunRoot(
    long storeId,
    TreeRoot main,
    @Nullable TreeRoot older,
    int firstSequence,
    int endSequence,
    boolean marked,
    boolean uniform,
    long deletions) {}
