package org.lightningdb.storage.txn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.clock.CommitClock;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * Rebuilds the state of the engine: the stores of the manifest, and over them the commits that the
 * log holds beyond the flushed timestamp. Used by the opening thread only.
 */
public final class Recovered implements RedoTarget {
  private final Map<Long, StoreState> stores = new HashMap<>();
  private final Map<Long, Long> droppedStores = new TreeMap<>();
  private final Layout layout;
  private final CommitClock clock;
  private final RunSpace runSpace;
  private final RedoApplier applier;
  private final ByteArrays arrays;
  private final long flushedTimestamp;
  private long timestamp;
  private long nextStoreId;
  private long lsn;
  private int ingestedRuns;

  /**
   * @param wallMillis the clock on the wall, for the commits to come
   * @param applier to be finished before anything is asked for
   * @param arrays where the memory of the deltas comes from
   */
  public Recovered(
      DatabaseState manifest,
      Layout layout,
      RunSpace runSpace,
      LongSupplier wallMillis,
      RedoApplier applier,
      ByteArrays arrays) {
    this.arrays = arrays;
    this.layout = layout;
    this.runSpace = runSpace;
    this.applier = applier;
    clock = new CommitClock(wallMillis, manifest.times());
    flushedTimestamp = manifest.flushedTimestamp();
    timestamp = flushedTimestamp;
    nextStoreId = manifest.nextStoreId();
    for (StoreEntry entry : manifest.stores().values()) {
      stores.put(
          entry.storeId(),
          StoreState.of(layout.open(entry.storeId(), entry.spec(), entry.root()), arrays));
    }
  }

  /** Takes the record that starts at {@code startLsn}; records come in log order. */
  public void replay(long startLsn, byte[] payload) {
    lsn = startLsn;
    CommitRecord.replay(startLsn, payload, this);
  }

  @Override
  public boolean begin(long commitTimestamp, long clockMillis) {
    if (commitTimestamp <= flushedTimestamp) {
      return false;
    }
    if (commitTimestamp != timestamp + 1) {
      throw corrupt("holds commit " + commitTimestamp + ", expected is " + (timestamp + 1));
    }
    timestamp = commitTimestamp;
    clock.note(commitTimestamp, clockMillis);
    return true;
  }

  @Override
  public void createStore(long storeId, StoreSpec spec) {
    if (stores.put(storeId, StoreState.of(layout.open(storeId, spec, null), arrays)) != null) {
      throw corrupt("creates store " + storeId + " again");
    }
    nextStoreId = Math.max(nextStoreId, storeId + 1);
  }

  @Override
  public void dropStore(long storeId) {
    store(storeId);
    stores.remove(storeId);
    droppedStores.put(storeId, timestamp);
  }

  @Override
  public void extendTo(long fileBytes) {
    runSpace.extendTo(fileBytes);
  }

  @Override
  public void ingest(RunRoot run, DeadSequences dead) {
    applier.settle(); // Whether the delta below is empty must be seen now.
    StoreState store = store(run.storeId());
    stores.put(run.storeId(), store.ingest(List.of(runSpace.ingested(run, dead, timestamp))));
  }

  /** Keeps the space of runs that no checkpoint has seen; after the last record. */
  public void takeRuns() {
    for (StoreState store : stores.values()) {
      for (IngestedRun run : store.ingestedRuns()) {
        runSpace.take(run);
        ingestedRuns++;
      }
    }
  }

  int ingestedRuns() {
    return ingestedRuns;
  }

  @Override
  public void write(long storeId, Slice key, @Nullable Slice value) {
    applier.put(store(storeId).active(), key, timestamp, value);
  }

  private StoreState store(long storeId) {
    StoreState store = stores.get(storeId);
    if (store == null) {
      throw corrupt("changes the unknown store " + storeId);
    }
    return store;
  }

  private StorageException corrupt(String what) {
    return new StorageException(Kind.CORRUPT, "the log record at " + lsn + " " + what);
  }

  public EngineState state() {
    return new EngineState(
        new RootGeneration(0), new HashMap<>(stores), List.of(), flushedTimestamp);
  }

  ByteArrays arrays() {
    return arrays;
  }

  /** Knows when all commits happened. */
  public CommitClock clock() {
    return clock;
  }

  /** The timestamp of the last commit. */
  public long timestamp() {
    return timestamp;
  }

  public long nextStoreId() {
    return nextStoreId;
  }

  Map<Long, Long> droppedStores() {
    return droppedStores;
  }

  long deltaBytes() {
    return CommitPipeline.unflushedBytes(state());
  }
}
