package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.VectorBatch;

/** The rows that a statement has changed, for its RETURNING. One execution's. */
final class ReturnedRows implements ChangeObserver, AutoCloseable {
  /** About what a row takes beside the bytes of its texts. */
  private static final int ROW_BYTES = 80;

  private static final int VALUE_BYTES = 24;

  private final TableDescriptor table;
  private final QueryMemory memory;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  ReturnedRows(TableDescriptor table, QueryResources resources) {
    this.table = table;
    this.memory = new QueryMemory(resources);
  }

  @Override
  public void inserted(VectorBatch batch, int row) {
    add("INSERT", null, TableRows.read(table, batch, 0, row));
  }

  @Override
  public void updated(@Nullable Object @Nullable [] old, VectorBatch batch, int row) {
    add("UPDATE", old, TableRows.read(table, batch, 0, row));
  }

  @Override
  public void deleted(@Nullable Object @Nullable [] old) {
    add("DELETE", old, null);
  }

  /** In the order of the query's columns: the states after, or before a deletion, then both. */
  private void add(
      String action, @Nullable Object @Nullable [] old, @Nullable Object @Nullable [] changed) {
    int count = table.columns().size();
    @Nullable Object[] row = new @Nullable Object[3 * count + 1];
    @Nullable Object @Nullable [] current = changed == null ? old : changed;
    copy(current, row, 0);
    copy(old, row, count);
    copy(changed, row, 2 * count);
    row[3 * count] = action;
    memory.reserve(ROW_BYTES + (long) VALUE_BYTES * row.length + textBytes(current));
    rows.add(row);
  }

  private static void copy(
      @Nullable Object @Nullable [] from, @Nullable Object[] to, int position) {
    if (from != null) {
      System.arraycopy(from, 0, to, position, from.length);
    }
  }

  private static long textBytes(@Nullable Object @Nullable [] values) {
    long bytes = 0;
    if (values != null) {
      for (Object value : values) {
        if (value instanceof String text) {
          bytes += text.length();
        } else if (value instanceof byte[] binary) {
          bytes += binary.length;
        }
      }
    }
    return bytes;
  }

  List<@Nullable Object[]> rows() {
    return rows;
  }

  @Override
  public void close() {
    memory.close();
  }
}
