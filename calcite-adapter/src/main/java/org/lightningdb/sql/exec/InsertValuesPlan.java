package org.lightningdb.sql.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * INSERT of rows written out in the statement. Literals were converted when planned and parameters
 * go straight into the batch; only other expressions are evaluated, all of them first.
 *
 * @param rows one cell for each table column; {@link InsertCell.Source} numbers the computed values
 * @param computed queries of one row that yield the computed values, one after the other
 * @param conflict what to do about rows that are there; null = fail
 * @param generated computes generated columns; null = there are none
 */
public record InsertValuesPlan(
    TableDescriptor table,
    List<SqlType> parameterTypes,
    String explain,
    List<List<InsertCell>> rows,
    List<PreparedPlan.QueryPlan> computed,
    @Nullable ConflictAction conflict,
    @Nullable GeneratedValues generated)
    implements PreparedPlan.ModifyPlan {
  public InsertValuesPlan {
    parameterTypes = List.copyOf(parameterTypes);
    rows = List.copyOf(rows);
    computed = List.copyOf(computed);
  }

  @Override
  public boolean insert() {
    return true;
  }

  @Override
  public long execute(ExecutionContext context, @Nullable ChangeObserver observer) {
    try (InsertedRows inserted = start(context, observer, 1)) {
      write(context, inserted);
      return inserted.finish();
    }
  }

  @Override
  public long[] executeBatch(
      ExecutionContext context,
      List<List<@Nullable Object>> parameterRows,
      @Nullable ChangeObserver observer) {
    if (conflict != null) {
      return RepeatedExecution.run(this, context, parameterRows, observer);
    }
    try (InsertedRows inserted = start(context, observer, parameterRows.size())) {
      int sinceCheck = 0;
      for (List<@Nullable Object> parameters : parameterRows) {
        if (sinceCheck++ % VectorBatch.ROWS_DEFAULT == 0) {
          context.checkCancelled();
        }
        write(new DerivedContext(context, parameters, context.snapshot()), inserted);
      }
      inserted.finish();
    }
    long[] counts = new long[parameterRows.size()];
    Arrays.fill(counts, rows.size());
    return counts;
  }

  private InsertedRows start(
      ExecutionContext context, @Nullable ChangeObserver observer, int parameterRows) {
    return InsertedRows.of(
        context,
        table,
        observer,
        (int) Math.min(VectorBatch.ROWS_DEFAULT, (long) rows.size() * parameterRows),
        conflict,
        generated);
  }

  private void write(ExecutionContext context, InsertedRows inserted) {
    List<@Nullable Object> values = computed.isEmpty() ? List.of() : compute(context);
    for (List<InsertCell> row : rows) {
      inserted.begin();
      for (int column = 0; column < row.size(); column++) {
        InsertCell cell = row.get(column);
        if (cell instanceof InsertCell.Constant constant) {
          inserted.set(column, constant.value());
        } else if (cell instanceof InsertCell.Parameter parameter) {
          inserted.assign(column, context.parameters().get(parameter.index()));
        } else if (cell instanceof InsertCell.Source source) {
          inserted.assign(column, values.get(source.column()));
        } else {
          inserted.number(column);
        }
      }
    }
  }

  private List<@Nullable Object> compute(ExecutionContext context) {
    List<@Nullable Object> values = new ArrayList<>();
    for (PreparedPlan.QueryPlan query : computed) {
      ScalarRow.read(query, context, values);
    }
    return values;
  }

  /** Reads a query's only row. */
  static final class ScalarRow {
    private ScalarRow() {}

    static void read(
        PreparedPlan.QueryPlan query, ExecutionContext context, List<@Nullable Object> target) {
      try (BatchCursor cursor = query.open(context)) {
        VectorBatch batch = cursor.next();
        if (batch == null) {
          throw new IllegalStateException("a row of values is missing");
        }
        List<ResultColumn> columns = query.columns();
        for (int i = 0; i < columns.size(); i++) {
          target.add(VectorValues.get(batch.column(i), 0, columns.get(i).type()));
        }
      }
    }
  }
}
