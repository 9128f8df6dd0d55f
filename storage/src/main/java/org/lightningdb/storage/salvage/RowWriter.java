package org.lightningdb.storage.salvage;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.RedoLog;
import org.lightningdb.storage.txn.Txn;

/** Puts rows into the new database, many to a transaction. Used by one thread. */
final class RowWriter implements AutoCloseable {
  private static final int ROWS_MAX = 5_000;
  private static final long BYTES_MAX = 4L << 20;

  private final Engine engine;
  private final SalvageReport report;
  private @Nullable Txn txn;
  private @Nullable ReadView view;
  private int rows;
  private long bytes;

  RowWriter(Engine engine, SalvageReport report) {
    this.engine = engine;
    this.report = report;
  }

  /** A null value deletes, and so does one written as a stream. The slices are copied. */
  void write(long storeId, Slice key, @Nullable Slice value) {
    Txn current = txn;
    ReadView seen = view;
    if (current == null || seen == null) {
      current = engine.begin(Isolation.READ_COMMITTED, false);
      txn = current;
      seen = current.view();
      view = seen;
    }
    boolean streamed = value != null && RedoLog.standsForStream(value);
    if (streamed) {
      report.lost(
          new LostRange(
              storeId, ByteRange.point(key), 1, "values written as streams are not saved"));
    }
    if (value == null || streamed) {
      current.delete(seen, storeId, key);
    } else {
      current.put(seen, storeId, key, value);
    }
    rows++;
    bytes += key.length() + (value == null ? 0 : value.length());
    if (rows >= ROWS_MAX || bytes >= BYTES_MAX) {
      flush();
    }
  }

  /** Commits what is pending; later forces cover it. */
  void flush() {
    Txn current = txn;
    if (current != null) {
      current.commit(Durability.NONE);
      close();
    }
  }

  /** Gives up what was not flushed. */
  @Override
  public void close() {
    ReadView seen = view;
    Txn current = txn;
    view = null;
    txn = null;
    rows = 0;
    bytes = 0;
    if (seen != null) {
      seen.close();
    }
    if (current != null) {
      current.close();
    }
  }
}
