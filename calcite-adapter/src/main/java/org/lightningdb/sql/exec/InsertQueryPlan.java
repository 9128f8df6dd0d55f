package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * INSERT of a query's rows.
 *
 * @param cells one for each table column; {@link InsertCell.Source} numbers first the query's
 *     columns, then the computed defaults
 * @param defaults queries of one row that yield the defaults that are not constant
 * @param defaultsVary whether they are to be computed for each row
 * @param conflict what to do about rows that are there; null = fail
 * @param generated computes generated columns; null = there are none
 */
public record InsertQueryPlan(
    TableDescriptor table,
    List<SqlType> parameterTypes,
    String explain,
    PreparedPlan.QueryPlan query,
    List<InsertCell> cells,
    List<PreparedPlan.QueryPlan> defaults,
    boolean defaultsVary,
    @Nullable ConflictAction conflict,
    @Nullable GeneratedValues generated)
    implements PreparedPlan.ModifyPlan {
  public InsertQueryPlan {
    parameterTypes = List.copyOf(parameterTypes);
    cells = List.copyOf(cells);
    defaults = List.copyOf(defaults);
  }

  @Override
  public boolean insert() {
    return true;
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    List<@Nullable Object> computed = new ArrayList<>();
    compute(context, computed);
    try (InsertedRows inserted =
            InsertedRows.of(
                context, table, observer, InsertedRows.rowsExpectedUnknown(), conflict, generated);
        BatchCursor source = query.open(context)) {
      for (VectorBatch batch = source.next(); batch != null; batch = source.next()) {
        context.checkCancelled();
        for (int row = 0; row < batch.rowCount(); row++) {
          if (defaultsVary) {
            computed.clear();
            compute(context, computed);
          }
          inserted.begin();
          for (int column = 0; column < cells.size(); column++) {
            set(inserted, column, batch, row, computed);
          }
        }
      }
      return inserted.finish();
    }
  }

  private void compute(ExecutionContext context, List<@Nullable Object> computed) {
    defaults.forEach(row -> InsertValuesPlan.ScalarRow.read(row, context, computed));
  }

  private void set(
      InsertedRows inserted,
      int column,
      VectorBatch batch,
      int row,
      List<@Nullable Object> computed) {
    InsertCell cell = cells.get(column);
    if (cell instanceof InsertCell.Constant constant) {
      inserted.set(column, constant.value());
    } else if (cell instanceof InsertCell.Source source) {
      int number = source.column();
      int columns = query.columns().size();
      if (number >= columns) {
        inserted.assign(column, computed.get(number - columns));
        return;
      }
      inserted.take(column, query.columns().get(number).type(), batch.column(number), row);
    } else {
      inserted.number(column);
    }
  }
}
