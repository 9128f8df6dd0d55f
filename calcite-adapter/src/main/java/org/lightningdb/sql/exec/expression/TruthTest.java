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
 * {@code IS [NOT] TRUE} and {@code IS [NOT] FALSE}: never unknown.
 *
 * @param truth the truth value asked for
 * @param negated whether anything but that value makes it true
 */
public record TruthTest(Expression operand, boolean truth, boolean negated) implements Expression {
  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operand.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator operand;
    private final Scratch scratch = new Scratch(ColumnKind.LONG);

    Running(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      LongVector values = (LongVector) operand.evaluate(batch, rows);
      LongVector result = scratch.longs(batch.positions());
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        boolean is = !values.isNull(position) && (values.get(position) != 0) == truth;
        result.values()[position] = is != negated ? 1 : 0;
      }
      return result;
    }
  }
}
