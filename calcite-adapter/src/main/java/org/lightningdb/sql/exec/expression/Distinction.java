package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * {@code IS [NOT] DISTINCT FROM}: comparison for equality in which NULL equals NULL. Both sides
 * have the same kind and scale.
 *
 * @param wanted whether being different makes it true
 */
public record Distinction(Expression left, Expression right, boolean wanted) implements Expression {
  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(left.evaluator(execution), right.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final ValueOrder order = ValueOrder.of(Distinction.this.left.type().columnKind());
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator left, Evaluator right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      ColumnVector a = left.evaluate(batch, rows);
      ColumnVector b = right.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        result.values()[position] = different(a, b, position) == wanted ? 1 : 0;
      }
      return result;
    }

    private boolean different(ColumnVector a, ColumnVector b, int position) {
      boolean leftNull = a.isNull(position);
      boolean rightNull = b.isNull(position);
      if (leftNull || rightNull) {
        return leftNull != rightNull;
      }
      return order.compare(a, position, b, position) != 0;
    }
  }
}
