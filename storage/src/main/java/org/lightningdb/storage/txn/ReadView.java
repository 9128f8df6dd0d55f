package org.lightningdb.storage.txn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.cursor.Cursor;

/**
 * Every store as it stood at one moment: the commits up to {@link #timestamp()} and, for a view of
 * a transaction, that transaction's own writes made <em>before the view was taken</em>. Later
 * writes of the same transaction stay invisible, so a statement never meets its own output.
 *
 * <p>A view pins what it needs until it is closed. Used by one thread at a time, as its cursors.
 */
public interface ReadView extends AutoCloseable {
  /** The newest commit timestamp this view can see. */
  long timestamp();

  /** The value of {@code key}, borrowed until the next call on this view; null if absent. */
  @Nullable Slice get(long storeId, Slice key);

  /**
   * The value of {@code key} as a stream, however it was written; null if absent. The caller closes
   * it, before the view. {@link #get} shows a streamed value, too, as long as it is no longer than
   * {@link Txn#VALUE_BYTES_MAX}.
   */
  @Nullable ValueStream openValue(long storeId, Slice key);

  /**
   * The values of many keys, in any order, handed to {@code consumer} in the order of {@code keys};
   * faster than one {@link #get} after the other. The consumer must not call this view.
   */
  default void multiGet(long storeId, List<Slice> keys, FoundValues consumer) {
    for (int i = 0; i < keys.size(); i++) {
      consumer.accept(i, get(storeId, keys.get(i)));
    }
  }

  /**
   * Ascending keys inside {@code range} that cut it into at most {@code parts} parts of similar
   * size, for readers that work side by side; fewer or none where nothing is known.
   */
  default List<Slice> splitPoints(long storeId, ByteRange range, int parts) {
    return List.of();
  }

  /**
   * The same view for another thread, to be read while this one is; what it read counts as read by
   * this view once it is closed. Taken and closed by the thread of this view, and closed before it;
   * the transaction writes nothing while others read.
   */
  ReadView beside();

  /** A cursor over {@code range}; the caller closes it, before the view. */
  Cursor cursor(long storeId, ByteRange range);

  /**
   * The rows of {@code range} column by column, for a store with a shape. The caller closes it,
   * before the view.
   */
  BatchScan scan(long storeId, ByteRange range, ColumnScan scan);

  /** The same for many ranges, one after the other. */
  default RangeScans scans(long storeId, ColumnScan scan) {
    return range -> scan(storeId, range, scan);
  }

  /** Looks up single rows of a store with a shape, column by column. */
  RowLookup lookup(long storeId, ColumnScan scan);

  /** About how many entries and bytes {@code range} holds; cheap, reads no leaf block. */
  RangeEstimate estimate(long storeId, ByteRange range);

  @Override
  void close();
}
