package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.storage.vector.LongVector;

/**
 * The rows of a hash join that is done in parts, in the order of its left rows, which something
 * relies on: left rows are numbered before they are divided, and what the parts return is sorted by
 * the numbers. The number is one more column behind the left ones.
 */
final class OrderedParts {
  private final int column;
  private final Operator sorted;
  private final Batch output;

  /**
   * @param parts the rows of the join of {@link #numbered}
   * @param types of those rows
   * @param column the number's
   */
  OrderedParts(PartitionedJoin parts, List<SqlType> types, int column, Execution execution) {
    this.column = column;
    this.sorted =
        new SortPlan(
                new Parts(parts, types), List.of(new SortKey(column, false, false)), null, null)
            .operator(execution);
    this.output = new Batch(types.size() - 1);
    sorted.open();
  }

  /** The same join of left rows with a number. */
  static HashJoinPlan numbered(HashJoinPlan plan) {
    List<SqlType> types = new ArrayList<>(plan.left().types());
    types.add(SqlType.of(TypeKind.BIGINT));
    Expression residual = plan.residual();
    return new HashJoinPlan(
        new ValuesPlan(types, List.of()),
        plan.right(),
        plan.type(),
        plan.leftKeys(),
        plan.rightKeys(),
        plan.nullSafe(),
        residual == null ? null : new WithoutColumn(residual, types.size() - 1),
        false);
  }

  /** Sets numbers at the positions of a batch's rows and returns the next number. */
  static long number(Batch batch, LongVector numbers, long first) {
    for (int i = 0; i < batch.count(); i++) {
      numbers.set(batch.rows().position(i), first + i);
    }
    return first + batch.count();
  }

  /** The next rows, without the number; null at the end. */
  @Nullable Batch next() {
    Batch batch = sorted.next();
    if (batch == null) {
      return null;
    }
    leaveOut(column, batch, output);
    output.takeRows(batch);
    return output;
  }

  private static void leaveOut(int column, Batch batch, Batch target) {
    for (int i = 0; i < target.columnCount(); i++) {
      target.setColumn(i, batch.column(i < column ? i : i + 1));
    }
  }

  void close() {
    sorted.close();
  }

  /** Rows that are there already; belongs to one execution. */
  private record Parts(PartitionedJoin parts, List<SqlType> types) implements OperatorPlan {
    @Override
    public Operator operator(Execution execution) {
      return new Operator() {
        @Override
        public void open() {
          // The parts begin with the first row asked for.
        }

        @Override
        public @Nullable Batch next() {
          return parts.next();
        }

        @Override
        public void close() {
          parts.close();
        }
      };
    }
  }

  /** A condition that does not know of a column. */
  private record WithoutColumn(Expression condition, int column) implements Expression {
    @Override
    public SqlType type() {
      return condition.type();
    }

    @Override
    public Evaluator evaluator(Execution execution) {
      Evaluator evaluator = condition.evaluator(execution);
      return (batch, rows) -> evaluator.evaluate(narrowed(batch, rows), rows);
    }

    private Batch narrowed(Batch batch, Rows rows) {
      Batch narrow = new Batch(batch.columnCount() - 1);
      leaveOut(column, batch, narrow);
      narrow.reset(batch.positions());
      int[] listed = rows.positions();
      if (listed != null) {
        narrow.select(listed, rows.count());
      }
      return narrow;
    }
  }
}
