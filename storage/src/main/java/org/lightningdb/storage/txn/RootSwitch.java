package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.manifest.StoreRoot;

/**
 * The next state of the engine when roots change: pure, the commit pipeline installs what comes
 * out.
 */
final class RootSwitch {
  private final Layout layout;
  private final long retiredBytesMax;

  /**
   * @param retiredBytesMax memory for deltas kept only to detect conflicts of old snapshots
   */
  RootSwitch(Layout layout, long retiredBytesMax) {
    this.layout = layout;
    this.retiredBytesMax = retiredBytesMax;
  }

  /**
   * After a checkpoint: what it wrote is in the roots and leaves the stores.
   *
   * @param roots of every store of the freeze point that still exists; null for an empty tree
   * @param oldestWriter the oldest generation that a writer has pinned
   */
  EngineState flushed(
      EngineState old, FreezePoint point, Map<Long, @Nullable StoreRoot> roots, long oldestWriter) {
    Map<Long, StoreState> stores = new HashMap<>();
    Map<Long, List<VersionSource>> flushed = new HashMap<>();
    for (StoreState store : old.stores().values()) {
      long storeId = store.storeId();
      StoreState cut = point.state().store(storeId);
      List<VersionSource> written = cut == null ? List.of() : cut.frozen();
      if (roots.containsKey(storeId)) {
        stores.put(
            storeId,
            store.flushed(written, layout.open(storeId, store.spec(), roots.get(storeId))));
      } else if (!point.droppedStores().contains(storeId)) {
        stores.put(storeId, store);
        continue;
      }
      if (!written.isEmpty()) {
        flushed.put(storeId, written);
      }
    }
    EngineState next =
        new EngineState(following(old), stores, old.retired(), old.historyTimestamp());
    List<RetiredDeltas> candidates = new ArrayList<>();
    candidates.add(
        new RetiredDeltas(
            next.generation().number(), point.timestamp(), flushed, deltaBytes(flushed)));
    candidates.addAll(old.retired());
    return next.withRetired(candidates, oldestWriter, retiredBytesMax);
  }

  /** With other roots of the same content; stores that have been dropped are passed over. */
  EngineState replaced(EngineState old, Map<Long, @Nullable StoreRoot> roots) {
    Map<Long, StoreState> stores = new HashMap<>(old.stores());
    roots.forEach(
        (storeId, root) ->
            stores.computeIfPresent(
                storeId, (id, store) -> store.withStored(layout.open(id, store.spec(), root))));
    return new EngineState(following(old), stores, old.retired(), old.historyTimestamp());
  }

  /** Without the flushed deltas that no writer can ask for any more. */
  EngineState withoutRetired(EngineState now, long oldestWriter) {
    return now.withRetired(now.retired(), oldestWriter, retiredBytesMax);
  }

  private static RootGeneration following(EngineState old) {
    return new RootGeneration(old.generation().number() + 1);
  }

  /** Memory of the deltas; runs are on disk. */
  private static long deltaBytes(Map<Long, List<VersionSource>> flushed) {
    long bytes = 0;
    for (List<VersionSource> sources : flushed.values()) {
      for (VersionSource source : sources) {
        bytes += source instanceof Delta ? source.bytes() : 0;
      }
    }
    return bytes;
  }
}
