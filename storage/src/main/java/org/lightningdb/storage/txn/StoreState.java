package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * Where the versions of one store are: in the active delta, in frozen ones that a checkpoint is
 * writing out, newest first, and in the tree. Immutable, but for the active delta's content.
 *
 * @param root null while the tree is empty
 */
public record StoreState(
    long storeId, StoreSpec spec, Delta active, List<Delta> frozen, @Nullable StoreRoot root) {

  public static StoreState empty(long storeId, StoreSpec spec, @Nullable StoreRoot root) {
    return new StoreState(storeId, spec, new Delta(), List.of(), root);
  }

  /** With the active delta frozen and a new one in its place, unless it is empty. */
  StoreState freeze() {
    if (active.entries() == 0) {
      return this;
    }
    List<Delta> all = new ArrayList<>(frozen.size() + 1);
    all.add(active);
    all.addAll(frozen);
    return new StoreState(storeId, spec, new Delta(), List.copyOf(all), root);
  }

  /** With everything frozen now being in the tree under {@code newRoot}. */
  StoreState flushed(@Nullable StoreRoot newRoot) {
    return new StoreState(storeId, spec, active, List.of(), newRoot);
  }
}
