package org.lightningdb.sql.point;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.ChangeObserver;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * UPDATE of the row with a key: columns take values that are known before the row is read.
 *
 * @param row finds the row and returns all its columns and its key
 * @param assignments each column at most once
 */
public record PointUpdatePlan(
    List<SqlType> parameterTypes, String explain, IndexScanSource row, List<Assignment> assignments)
    implements PreparedPlan.ModifyPlan {
  /**
   * A column's new value.
   *
   * @param value null = NULL; a constant is already of the column's type
   */
  public record Assignment(int column, @Nullable Comparand value) {
    private @Nullable Object in(ExecutionContext context) {
      return value == null ? null : value.value(context.parameters());
    }
  }

  public PointUpdatePlan {
    parameterTypes = List.copyOf(parameterTypes);
    assignments = List.copyOf(assignments);
  }

  @Override
  public TableDescriptor table() {
    return row.table();
  }

  @Override
  public boolean insert() {
    return false;
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    TableWriter writer = context.transaction().writer(context.snapshot(), table());
    long total = 0;
    try (BatchCursor found = row.open(context, context.parameters())) {
      VectorBatch old = found.next();
      if (old != null) {
        BitSet changed = new BitSet();
        VectorBatch changedRow = changedRow(old, context, writer, changed);
        writer.update(old.column(table().columns().size()), changedRow, changed);
        if (observer != null) {
          observer.updated(null, changedRow, 0);
        }
        total = 1;
      }
    }
    writer.finish();
    return total;
  }

  private VectorBatch changedRow(
      VectorBatch old, ExecutionContext context, TableWriter writer, BitSet changed) {
    List<ColumnDescriptor> columns = table().columns();
    VectorBatch target =
        new VectorBatch(columns.stream().map(column -> column.type().columnKind()).toList(), 1);
    for (Assignment assignment : assignments) {
      changed.set(assignment.column());
      ColumnDescriptor column = columns.get(assignment.column());
      Object value =
          ValueAssignment.convert(
              assignment.in(context), column.type(), context.zone(), table().name(), column.name());
      VectorValues.set(target.column(assignment.column()), 0, column.type(), value);
      if (column.identity() != ColumnDescriptor.Identity.NONE && value != null) {
        writer.identityUsed(((Number) value).longValue());
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!changed.get(i)) {
        target.column(i).copyFrom(0, old.column(i), 0);
      }
    }
    target.setRowCount(1);
    return target;
  }
}
