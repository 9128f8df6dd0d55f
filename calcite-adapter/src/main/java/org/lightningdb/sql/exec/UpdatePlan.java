package org.lightningdb.sql.exec;

import java.time.ZoneId;
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
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * UPDATE of the rows a query finds.
 *
 * @param query yields one column for each table column, old or new, then the row's key, and if
 *     somebody wants to know, all columns as they were
 * @param changed the columns that are assigned
 * @param numbered those of them that take the next number of the table's counter
 * @param joined whether the query may find a row several times; it is changed once then
 * @param generated computes generated columns; null = there are none
 */
public record UpdatePlan(
    TableDescriptor table,
    List<SqlType> parameterTypes,
    String explain,
    PreparedPlan.QueryPlan query,
    List<Integer> changed,
    List<Integer> numbered,
    boolean joined,
    @Nullable GeneratedValues generated)
    implements PreparedPlan.ModifyPlan {
  public UpdatePlan {
    parameterTypes = List.copyOf(parameterTypes);
    changed = List.copyOf(changed);
    numbered = List.copyOf(numbered);
  }

  private BatchCursor open(ExecutionContext context) {
    BatchCursor rows = query.open(context);
    return joined ? new FirstMatches(rows, table.columns().size(), context.resources()) : rows;
  }

  @Override
  public boolean insert() {
    return false;
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    TableWriter writer = GeneratedValues.writer(context, table, generated);
    BitSet changedColumns = new BitSet();
    changed.forEach(changedColumns::set);
    VectorBatch rows =
        new VectorBatch(
            table.columns().stream().map(column -> column.type().columnKind()).toList(),
            VectorBatch.ROWS_DEFAULT);
    long total = 0;
    try (BatchCursor source = open(context)) {
      for (VectorBatch batch = source.next(); batch != null; batch = source.next()) {
        context.checkCancelled();
        rows.clear();
        for (int column = 0; column < table.columns().size(); column++) {
          assign(column, batch, rows.column(column), writer, context.zone());
        }
        rows.setRowCount(batch.rowCount());
        writer.update(batch.column(table.columns().size()), rows, changedColumns);
        if (observer != null) {
          tell(observer, batch, rows);
        }
        total += batch.rowCount();
      }
    }
    writer.finish();
    return total;
  }

  private void tell(ChangeObserver observer, VectorBatch batch, VectorBatch rows) {
    int oldFrom = table.columns().size() + 1;
    boolean old = query.columns().size() > oldFrom;
    for (int row = 0; row < rows.rowCount(); row++) {
      observer.updated(old ? TableRows.read(table, batch, oldFrom, row) : null, rows, row);
    }
  }

  private void assign(
      int column, VectorBatch batch, ColumnVector target, TableWriter writer, ZoneId zone) {
    ColumnDescriptor descriptor = table.columns().get(column);
    ColumnVector source = batch.column(column);
    SqlType type = query.columns().get(column).type();
    boolean same = type.equals(descriptor.type());
    boolean identity =
        descriptor.identity() != ColumnDescriptor.Identity.NONE && changed.contains(column);
    boolean next = numbered.contains(column);
    for (int row = 0; row < batch.rowCount(); row++) {
      if (same && !identity) {
        target.copyFrom(row, source, row);
        continue;
      }
      Object value =
          ValueAssignment.convert(
              next ? (Object) writer.nextIdentity() : VectorValues.get(source, row, type),
              descriptor.type(),
              zone,
              table.name(),
              descriptor.name());
      VectorValues.set(target, row, descriptor.type(), value);
      if (identity && value != null) {
        writer.identityUsed(((Number) value).longValue());
      }
    }
  }
}
