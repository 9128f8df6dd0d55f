package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/** Takes what a lookup of many keys finds, in the order of the keys. */
@FunctionalInterface
public interface FoundValues {
  /**
   * Takes one answer.
   *
   * @param index of the key
   * @param value of the key, borrowed until this returns; null if absent
   */
  void accept(int index, @Nullable Slice value);
}
