package org.lightningdb.storage.salvage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.txn.LongValueAudit;
import org.lightningdb.storage.txn.RedoLog;
import org.lightningdb.storage.txn.RedoTarget;

/**
 * Puts rows into the new database, many to a transaction, as they were in the old one: a row that
 * stands for a streamed value as such, and chunks into the store of chunks. Used by one thread.
 */
final class RowWriter {
  private static final int ROWS_MAX = 5_000;
  private static final long BYTES_MAX = 4L << 20;

  private final LightningEngine engine;
  private final List<Row> rows = new ArrayList<>();
  private final Set<Long> streamedInto = new HashSet<>();
  private long bytes;
  private long written;

  private record Row(long storeId, Slice key, @Nullable Slice value) {}

  RowWriter(LightningEngine engine) {
    this.engine = engine;
  }

  /** A null value deletes. The slices are copied. */
  void write(long storeId, Slice key, @Nullable Slice value) {
    if (storeId < 0) {
      streamedInto.add(LongValueAudit.counterpart(storeId));
    } else if (value != null && RedoLog.standsForStream(value)) {
      streamedInto.add(storeId);
    }
    rows.add(new Row(storeId, key.copy(), value == null ? null : value.copy()));
    bytes += key.length() + (value == null ? 0 : value.length());
    written++;
    if (rows.size() >= ROWS_MAX || bytes >= BYTES_MAX) {
      flush();
    }
  }

  /** Commits what is pending. */
  void flush() {
    if (!rows.isEmpty()) {
      long unused = engine.redo(this::playTo);
      rows.clear();
      bytes = 0;
    }
  }

  private void playTo(RedoTarget target) {
    for (Row row : rows) {
      target.write(row.storeId, row.key, row.value);
    }
  }

  /** Rows and deletions handed over so far. */
  long written() {
    return written;
  }

  /** The stores that may hold streamed values, or parts of some. */
  Set<Long> streamedInto() {
    return streamedInto;
  }
}
