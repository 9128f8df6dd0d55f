package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lightningdb.storage.run.IngestedRun;

/**
 * The cut at which a checkpoint separates what it writes out from what comes later.
 *
 * @param state right after the cut: everything frozen is on its near side
 * @param timestamp of the newest commit on the near side
 * @param lsn where the log record of that commit ends
 * @param droppedStores by commits on the near side and since the last checkpoint
 * @param orphans runs of stores that were dropped and have left the state
 */
public record FreezePoint(
    EngineState state,
    long timestamp,
    long lsn,
    Set<Long> droppedStores,
    List<IngestedRun> orphans) {

  /** The runs of all stores dropped, orphans or not. */
  public List<IngestedRun> droppedRuns() {
    List<IngestedRun> runs = new ArrayList<>(orphans);
    for (long storeId : droppedStores) {
      StoreState store = state.store(storeId);
      if (store != null) {
        runs.addAll(store.ingestedRuns());
      }
    }
    return runs;
  }
}
