package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.run.IngestedRun;

/**
 * All stores at one moment. Immutable, but for the content of the active deltas; every change of
 * the set of stores, deltas or roots installs a new one in {@link Snapshots}.
 *
 * @param generation of the roots
 * @param stores by store id
 * @param retired newest first
 * @param historyTimestamp all versions committed after it are in active, frozen or retired deltas
 */
public record EngineState(
    RootGeneration generation,
    Map<Long, StoreState> stores,
    List<RetiredDeltas> retired,
    long historyTimestamp) {

  public EngineState {
    stores = Collections.unmodifiableMap(stores);
    retired = List.copyOf(retired);
  }

  public @Nullable StoreState store(long storeId) {
    return stores.get(storeId);
  }

  /** Memory held by deltas that are written out and kept to detect conflicts. */
  public long retiredBytes() {
    long sum = 0;
    for (RetiredDeltas deltas : retired) {
      sum += deltas.bytes();
    }
    return sum;
  }

  /** With those of {@code candidates} that a writer may ask for, within the memory allowed. */
  EngineState withRetired(List<RetiredDeltas> candidates, long oldestWriter, long bytesMax) {
    long history = historyTimestamp;
    List<RetiredDeltas> kept = new ArrayList<>();
    long keptBytes = 0;
    for (RetiredDeltas candidate : candidates) {
      keptBytes += candidate.bytes();
      if (oldestWriter < candidate.generation() && keptBytes <= bytesMax) {
        kept.add(candidate);
      } else {
        history = Math.max(history, candidate.flushedTimestamp());
      }
    }
    return new EngineState(generation, stores, kept, history);
  }

  EngineState withStore(StoreState store) {
    Map<Long, StoreState> changed = new HashMap<>(stores);
    changed.put(store.storeId(), store);
    return new EngineState(generation, changed, retired, historyTimestamp);
  }

  EngineState withoutStore(long storeId) {
    Map<Long, StoreState> changed = new HashMap<>(stores);
    changed.remove(storeId);
    return new EngineState(generation, changed, retired, historyTimestamp);
  }

  EngineState freeze() {
    Map<Long, StoreState> changed = new HashMap<>(stores);
    changed.replaceAll((storeId, store) -> store.freeze());
    return new EngineState(generation, changed, retired, historyTimestamp);
  }

  /** Committed runs that no checkpoint has written out yet. */
  public List<IngestedRun> ingestedRuns() {
    List<IngestedRun> runs = new ArrayList<>();
    for (StoreState store : stores.values()) {
      runs.addAll(store.ingestedRuns());
    }
    return runs;
  }
}
