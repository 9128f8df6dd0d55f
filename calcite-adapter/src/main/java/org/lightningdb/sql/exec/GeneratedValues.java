package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Computes the generated columns of rows that are about to be written.
 *
 * @param query reads {@link #ROWS}, each a number and all columns of the table; yields the number
 *     and the values of the generated columns
 * @param columns the generated columns
 */
public record GeneratedValues(PreparedPlan.QueryPlan query, List<Integer> columns) {
  /** What the query calls its rows. */
  public static final String ROWS = "\u0001ROWS";

  public GeneratedValues {
    columns = List.copyOf(columns);
  }

  /**
   * A writer that computes generated columns before it writes.
   *
   * @param generated null if the table has none
   */
  public static TableWriter writer(
      ExecutionContext context, TableDescriptor table, @Nullable GeneratedValues generated) {
    TableWriter writer = context.transaction().writer(context.snapshot(), table);
    return generated == null ? writer : new GeneratingWriter(writer, context, table, generated);
  }

  /** Sets the generated columns of all rows. */
  void compute(ExecutionContext context, TableDescriptor table, VectorBatch rows) {
    List<@Nullable Object[]> numbered = new ArrayList<>();
    for (int row = 0; row < rows.rowCount(); row++) {
      @Nullable Object[] values = new @Nullable Object[table.columns().size() + 1];
      values[0] = (long) row;
      for (int column = 0; column < table.columns().size(); column++) {
        values[column + 1] =
            columns.contains(column)
                ? null
                : VectorValues.get(rows.column(column), row, table.columns().get(column).type());
      }
      numbered.add(values);
    }
    ExecutionContext reading = DerivedContext.withOwnRows(context, Map.of(ROWS, numbered));
    @Nullable Object[][] computed = new @Nullable Object[rows.rowCount()][];
    try (BatchCursor cursor = query.open(reading)) {
      for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        LongVector numbers = (LongVector) batch.column(0);
        for (int row = 0; row < batch.rowCount(); row++) {
          computed[(int) numbers.get(row)] = values(table, batch, row);
        }
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      int column = columns.get(i);
      SqlType type = table.columns().get(column).type();
      rows.column(column).clear();
      for (int row = 0; row < rows.rowCount(); row++) {
        VectorValues.set(rows.column(column), row, type, computed[row][i]);
      }
    }
  }

  private @Nullable Object[] values(TableDescriptor table, VectorBatch batch, int row) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      ColumnDescriptor column = table.columns().get(columns.get(i));
      SqlType type = query.columns().get(i + 1).type();
      values[i] =
          ValueAssignment.convert(
              VectorValues.get(batch.column(i + 1), row, type),
              column.type(),
              table.name(),
              column.name());
    }
    return values;
  }
}
