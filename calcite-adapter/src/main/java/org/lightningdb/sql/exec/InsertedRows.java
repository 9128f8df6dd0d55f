package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers rows to insert into batches, and tells of the keys they got. One statement's. */
final class InsertedRows {
  private static final int ROWS_FIRST = 16;

  private final TableDescriptor table;
  private final TableWriter writer;
  private final PreparedPlan.ModifyPlan.@Nullable KeySink keys;
  private VectorBatch batch;
  private int count;
  private long total;

  InsertedRows(
      TableDescriptor table,
      TableWriter writer,
      PreparedPlan.ModifyPlan.@Nullable KeySink keys,
      int rowsExpected) {
    this.table = table;
    this.writer = writer;
    this.keys = keys;
    this.batch = newBatch(Math.max(1, Math.min(rowsExpected, VectorBatch.ROWS_DEFAULT)));
  }

  static int rowsExpectedUnknown() {
    return ROWS_FIRST;
  }

  private VectorBatch newBatch(int capacity) {
    return new VectorBatch(
        table.columns().stream().map(column -> column.type().columnKind()).toList(), capacity);
  }

  /** Starts a row; its columns must then all be set. */
  void begin() {
    if (count == batch.capacity()) {
      flush();
      if (batch.capacity() < VectorBatch.ROWS_DEFAULT) {
        batch = newBatch(VectorBatch.ROWS_DEFAULT);
      }
    }
    count++;
  }

  /** Sets a column to a value already of its type. */
  void set(int column, @Nullable Object value) {
    ColumnDescriptor descriptor = table.columns().get(column);
    VectorValues.set(batch.column(column), count - 1, descriptor.type(), value);
    if (descriptor.identity() != ColumnDescriptor.Identity.NONE && value != null) {
      writer.identityUsed(((Number) value).longValue());
    }
  }

  /** Sets a column to any value, converted with checks. */
  void assign(int column, @Nullable Object value) {
    ColumnDescriptor descriptor = table.columns().get(column);
    set(column, ValueAssignment.convert(value, descriptor.type(), table.name(), descriptor.name()));
  }

  /** Copies a value from a vector of the column's own type. */
  void copy(int column, ColumnVector source, int row) {
    batch.column(column).copyFrom(count - 1, source, row);
    if (table.columns().get(column).identity() != ColumnDescriptor.Identity.NONE
        && !source.isNull(row)) {
      writer.identityUsed(((org.lightningdb.storage.vector.LongVector) source).get(row));
    }
  }

  /** Sets a column to the next number of the table's counter. */
  void number(int column) {
    ColumnDescriptor descriptor = table.columns().get(column);
    Object value =
        ValueAssignment.convert(
            writer.nextIdentity(), descriptor.type(), table.name(), descriptor.name());
    VectorValues.set(batch.column(column), count - 1, descriptor.type(), value);
  }

  private void flush() {
    if (count > 0) {
      batch.setRowCount(count);
      writer.insert(batch);
      tellKeys();
      total += count;
      count = 0;
      batch.clear();
    }
  }

  private void tellKeys() {
    if (keys == null) {
      return;
    }
    for (int row = 0; row < count; row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int column : keys.columns()) {
        values.add(VectorValues.get(batch.column(column), row, table.columns().get(column).type()));
      }
      keys.accept(values);
    }
  }

  /** Writes what is left, finishes the statement's writes and returns the number of rows. */
  long finish() {
    flush();
    writer.finish();
    return total;
  }
}
