package org.lightningdb.sql.exec;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Gathers whole rows of a table into batches that are written when they are full. */
abstract class GatheredRows {
  private final TableDescriptor table;
  private final TableWriter writer;
  private final ZoneId zone;
  private VectorBatch batch;
  private int count;
  private long total;

  /**
   * @param zone where assigned times without a zone are meant
   */
  GatheredRows(TableDescriptor table, TableWriter writer, ZoneId zone, int rowsExpected) {
    this.zone = zone;
    this.table = table;
    this.writer = writer;
    this.batch = newBatch(Math.max(1, Math.min(rowsExpected, VectorBatch.ROWS_DEFAULT)));
  }

  /** Writes the rows; none of them is needed afterwards. */
  abstract void write(VectorBatch rows);

  TableDescriptor table() {
    return table;
  }

  TableWriter writer() {
    return writer;
  }

  final VectorBatch newBatch(int capacity) {
    return new VectorBatch(
        table.columns().stream().map(column -> column.type().columnKind()).toList(), capacity);
  }

  /** Starts a row, whose columns must then all be set, and returns its position in the batch. */
  int begin() {
    if (count == batch.capacity()) {
      flush();
      if (batch.capacity() < VectorBatch.ROWS_DEFAULT) {
        batch = newBatch(VectorBatch.ROWS_DEFAULT);
      }
    }
    return count++;
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
    set(
        column,
        ValueAssignment.convert(value, descriptor.type(), zone, table.name(), descriptor.name()));
  }

  /** Sets a column to a value of a vector, converted with checks if it is of another type. */
  void take(int column, SqlType type, ColumnVector source, int row) {
    if (type.equals(table.columns().get(column).type())) {
      copy(column, source, row);
    } else {
      assign(column, VectorValues.get(source, row, type));
    }
  }

  private void copy(int column, ColumnVector source, int row) {
    batch.column(column).copyFrom(count - 1, source, row);
    if (table.columns().get(column).identity() != ColumnDescriptor.Identity.NONE
        && !source.isNull(row)) {
      writer.identityUsed(((LongVector) source).get(row));
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

  /** Writes what is left, and returns the number of rows written so far. */
  final long flush() {
    if (count > 0) {
      batch.setRowCount(count);
      write(batch);
      total += count;
      count = 0;
      batch.clear();
    }
    return total;
  }
}
