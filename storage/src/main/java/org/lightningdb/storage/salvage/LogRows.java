package org.lightningdb.storage.salvage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.LongValueAudit;
import org.lightningdb.storage.txn.RedoTarget;

/**
 * What the readable part of the log did to the stores. Without a writer it only finds out which
 * stores there are. Used by one thread.
 */
final class LogRows implements RedoTarget {
  private final SalvageReport report;
  private final @Nullable NewRows rows;
  private final @Nullable BlockFile blocks;
  private final Map<Long, StoreSpec> created = new TreeMap<>();
  private final Set<Long> dropped = new HashSet<>();

  /** Stores of chunks of which a part of the present commit cannot be read. */
  private final Set<Long> torn = new HashSet<>();

  /** Runs of the present commit whose chunks were saved. */
  private final List<IngestedRun> savedChunks = new ArrayList<>();

  private long timestamp;

  /**
   * @param blocks where the runs are that the log names; null if there is no data file
   */
  LogRows(
      long flushedTimestamp,
      SalvageReport report,
      @Nullable BlockFile blocks,
      @Nullable NewRows rows) {
    this.timestamp = flushedTimestamp;
    this.report = report;
    this.blocks = blocks;
    this.rows = rows;
  }

  Map<Long, StoreSpec> created() {
    return created;
  }

  Set<Long> dropped() {
    return dropped;
  }

  long timestamp() {
    return timestamp;
  }

  @Override
  public boolean begin(long commitTimestamp, long clockMillis) {
    if (commitTimestamp <= timestamp) {
      return false;
    }
    torn.clear();
    savedChunks.clear();
    if (rows != null) {
      if (commitTimestamp != timestamp + 1 && timestamp > 0) {
        report.missing(commitTimestamp - timestamp - 1);
      }
      report.commit();
    }
    timestamp = commitTimestamp;
    return true;
  }

  @Override
  public void createStore(long storeId, StoreSpec spec) {
    created.put(storeId, spec);
  }

  @Override
  public void dropStore(long storeId) {
    dropped.add(storeId);
  }

  @Override
  public void extendTo(long fileBytes) {
    // A damaged data file is read to its end anyway.
  }

  @Override
  public void ingest(RunRoot run, DeadSequences dead) {
    NewRows target = rows;
    BlockFile file = blocks;
    long storeId = run.storeId();
    if (target == null || file == null || !target.known().contains(storeId)) {
      return;
    }
    IngestedRun versions =
        new RunSpace(file, BlockOptions.defaults()).ingested(run, dead, timestamp);
    try {
      if (storeId < 0) {
        visit(versions, (key, value) -> {}); // All chunks of a run or none.
      }
      visit(versions, (key, value) -> target.write(storeId, key, value, torn.contains(storeId)));
      if (storeId < 0) {
        savedChunks.add(versions);
      }
    } catch (StorageException e) {
      String why = String.valueOf(e.getMessage());
      if (storeId < 0) {
        tear(storeId, target.streamed());
        long values = LongValueAudit.counterpart(storeId);
        report.lost(new LostRange(values, ByteRange.all(), -1, "chunks of streams: " + why));
      } else {
        report.lost(new LostRange(storeId, ByteRange.all(), run.main().entries(), why));
      }
    }
  }

  /** What else the commit says of these chunks may lack some: beside them are older ones. */
  private void tear(long chunkStoreId, StreamedValues streamed) {
    torn.add(chunkStoreId);
    for (IngestedRun saved : savedChunks) {
      if (saved.root().storeId() == chunkStoreId) {
        visit(saved, (key, value) -> streamed.doubtValueOf(chunkStoreId, key));
      }
    }
  }

  private void visit(IngestedRun versions, BiConsumer<Slice, @Nullable Slice> visitor) {
    try (VersionedCursor cursor = versions.cursor(ByteRange.all(), timestamp)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        visitor.accept(cursor.key(), cursor.tombstone() ? null : cursor.value());
      }
    }
  }

  @Override
  public void write(long storeId, Slice key, @Nullable Slice value) {
    NewRows target = rows;
    if (target != null && target.known().contains(storeId)) {
      target.write(storeId, key, value, torn.contains(storeId));
    }
  }
}
