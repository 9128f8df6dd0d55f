package org.lightningdb.storage.salvage;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.lightningdb.storage.txn.RedoTarget;

/**
 * What the readable part of the log did to the stores. Without a writer it only finds out which
 * stores there are. Used by one thread.
 */
final class LogRows implements RedoTarget {
  private final SalvageReport report;
  private final @Nullable RowWriter writer;
  private final @Nullable BlockFile blocks;
  private final Map<Long, StoreSpec> created = new TreeMap<>();
  private final Set<Long> dropped = new HashSet<>();
  private final Set<Long> known;
  private long timestamp;

  /**
   * @param blocks where the runs are that the log names; null if there is no data file
   * @param known stores that the new database has; writes to others are passed over
   */
  LogRows(
      long flushedTimestamp,
      SalvageReport report,
      @Nullable BlockFile blocks,
      Set<Long> known,
      @Nullable RowWriter writer) {
    this.timestamp = flushedTimestamp;
    this.report = report;
    this.blocks = blocks;
    this.known = known;
    this.writer = writer;
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
    if (writer != null) {
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
    RowWriter target = writer;
    BlockFile file = blocks;
    if (target == null || file == null || !known.contains(run.storeId())) {
      return;
    }
    IngestedRun versions =
        new RunSpace(file, BlockOptions.defaults()).ingested(run, dead, timestamp);
    try (VersionedCursor rows = versions.cursor(ByteRange.all(), timestamp)) {
      for (boolean stands = rows.first(); stands; stands = rows.next()) {
        target.write(run.storeId(), rows.key(), rows.tombstone() ? null : rows.value());
      }
    } catch (StorageException e) {
      String why = String.valueOf(e.getMessage());
      report.lost(new LostRange(run.storeId(), ByteRange.all(), run.main().entries(), why));
    }
  }

  @Override
  public void write(long storeId, Slice key, @Nullable Slice value) {
    RowWriter target = writer;
    if (target != null && known.contains(storeId)) {
      target.write(storeId, key, value);
    }
  }
}
