package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionSource;

/**
 * A group of lookups in one store that go down the tree side by side, so that the processor waits
 * for several places of memory at once. Reused from group to group; used by one thread.
 */
final class ManyKeys {
  static final int GROUP = 16;

  private final Slice[] keys = new Slice[GROUP];
  private final FoundVersion[] versions = new FoundVersion[GROUP];
  private final boolean[] found = new boolean[GROUP];
  private int count;

  ManyKeys() {
    for (int i = 0; i < GROUP; i++) {
      versions[i] = new FoundVersion();
    }
  }

  void clear() {
    count = 0;
  }

  void add(Slice key) {
    keys[count] = key;
    found[count] = false;
    count++;
  }

  void find(StoreState store, long timestamp) {
    for (int i = 0; i < count; i++) {
      found[i] = store.active().get(keys[i], timestamp, versions[i]);
      for (VersionSource frozen : store.frozen()) {
        found[i] = found[i] || frozen.get(keys[i], timestamp, versions[i]);
      }
    }
    store.stored().getMany(keys, count, timestamp, versions, found);
  }

  /** The value of the {@code i}-th key added; null if absent. */
  @Nullable Slice value(int i) {
    return found[i] && !versions[i].tombstone() ? versions[i].value() : null;
  }
}
