package org.lightningdb.storage.manifest;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.spec.StoreSpec;

/** One store as the manifest knows it; no root means that nothing has been flushed to it. */
public record StoreEntry(long storeId, StoreSpec spec, @Nullable StoreRoot root) {
  public StoreEntry withRoot(@Nullable StoreRoot newRoot) {
    return new StoreEntry(storeId, spec, newRoot);
  }
}
