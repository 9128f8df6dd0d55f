package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

/** The CHECK constraints of one table, planned. Immutable. */
public record RowChecks(TableDescriptor table, List<Condition> conditions) {
  /**
   * One constraint.
   *
   * @param columns those that it mentions; it is not changed any more
   * @param expression over all columns of the table; BOOLEAN
   */
  public record Condition(String name, BitSet columns, Expression expression) {}

  public RowChecks {
    conditions = List.copyOf(conditions);
  }

  /** Begins to check the rows of one statement. */
  public Running begin(ExecutionContext context) {
    return new Running(context);
  }

  /** One statement's checks. */
  public final class Running {
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final Batch batch = new Batch(table.columns().size());

    private Running(ExecutionContext context) {
      Execution execution = new Execution(context, 0);
      conditions.forEach(condition -> evaluators.add(condition.expression().evaluator(execution)));
    }

    /**
     * Returns only if no row fails a condition that mentions a changed column.
     *
     * @param changed null = all columns
     */
    public void check(VectorBatch rows, @Nullable BitSet changed) {
      for (int i = 0; i < table.columns().size(); i++) {
        batch.setColumn(i, rows.column(i));
      }
      batch.reset(rows.rowCount());
      for (int i = 0; i < conditions.size(); i++) {
        Condition condition = conditions.get(i);
        if (changed == null || condition.columns().intersects(changed)) {
          require(condition, evaluators.get(i).evaluate(batch, batch.rows()), rows.rowCount());
        }
      }
    }

    /** Unknown passes. */
    private void require(Condition condition, ColumnVector truth, int count) {
      for (int row = 0; row < count; row++) {
        if (!truth.isNull(row) && ((LongVector) truth).get(row) == 0) {
          throw DbException.of(
                  SqlState.CHECK_VIOLATION,
                  "new row of table "
                      + table.name()
                      + " violates check constraint "
                      + condition.name())
              .atConstraint(table.name(), condition.name());
        }
      }
    }
  }
}
