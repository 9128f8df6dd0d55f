package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A commit that is in the deltas and maybe not yet in the log: its versions, and the state of the
 * engine that will be installed when it is. Used under the commit order lock.
 */
final class AppliedCommit {
  private final Layout layout;
  private final RunSpace runSpace;
  private final ByteArrays arrays;
  private final long timestamp;

  /** Whose versions are in the deltas, the last one maybe in part. */
  private final List<StoreWrites> applied = new ArrayList<>();

  private final List<Delta> deltas = new ArrayList<>();
  private final Slice key = new Slice();
  private final Slice value = new Slice();
  private EngineState state;
  private long deltaBytes;
  private int ingestedRuns;

  /**
   * @param before what the engine consists of without the commit
   */
  AppliedCommit(
      EngineState before, Layout layout, RunSpace runSpace, ByteArrays arrays, long timestamp) {
    this.state = before;
    this.layout = layout;
    this.runSpace = runSpace;
    this.arrays = arrays;
    this.timestamp = timestamp;
  }

  /** If this fails, {@link #takeBack} makes the deltas what they were. */
  void apply(WriteSet writeSet) {
    for (StoreChange created : writeSet.createdStores()) {
      StoreSpec spec = created.spec();
      if (spec != null) {
        state = state.withStore(StoreState.of(layout.open(created.storeId(), spec, null), arrays));
      }
    }
    for (StoreWrites writes : writeSet.liveWrites()) {
      if (!writes.runs().isEmpty()) {
        ingest(writes, writeSet.dead());
      }
      applyStore(writes);
    }
  }

  private void ingest(StoreWrites writes, DeadSequences dead) {
    List<IngestedRun> runs = new ArrayList<>();
    for (RunRoot root : writes.runRoots()) {
      runs.add(0, runSpace.ingested(root, dead, timestamp));
    }
    state = state.withStore(requireStore(writes.storeId()).ingest(runs));
    ingestedRuns += runs.size();
  }

  private StoreState requireStore(long storeId) {
    StoreState store = state.store(storeId);
    if (store == null) {
      throw new IllegalStateException("store " + storeId + " vanished");
    }
    return store;
  }

  private void applyStore(StoreWrites writes) {
    Delta delta = requireStore(writes.storeId()).active();
    long before = delta.bytes();
    deltas.add(delta);
    applied.add(writes);
    SortedWrites last = writes.lastWrites();
    try {
      for (long at = last.first(); at != SortedWrites.NOWHERE; at = last.after(at)) {
        PendingWrite write = last.at(at);
        delta.put(write.key(key), timestamp, write.tombstone() ? null : write.value(value));
      }
    } finally {
      deltaBytes += delta.bytes() - before;
    }
  }

  /** Takes the versions out of the deltas again; needs no memory. */
  void takeBack() {
    for (int i = 0; i < applied.size(); i++) {
      Delta delta = deltas.get(i);
      SortedWrites last = applied.get(i).lastWrites();
      for (long at = last.first(); at != SortedWrites.NOWHERE; at = last.after(at)) {
        delta.takeBack(last.at(at).key(key), timestamp);
      }
    }
  }

  /** What the engine consists of with this commit. */
  EngineState state() {
    return state;
  }

  /** By how much the deltas grew, and stay grown if versions are taken back. */
  long deltaBytes() {
    return deltaBytes;
  }

  int ingestedRuns() {
    return ingestedRuns;
  }
}
