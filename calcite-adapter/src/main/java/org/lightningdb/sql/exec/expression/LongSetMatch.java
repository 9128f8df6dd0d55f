package org.lightningdb.sql.exec.expression;

import java.util.Arrays;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** Whether a value kept as a long is one of many known ones; unknown for NULL. */
public final class LongSetMatch implements Expression {
  private final Expression operand;
  private final long[] sorted;

  /**
   * @param values unscaled values at the operand's scale
   */
  public LongSetMatch(Expression operand, long[] values) {
    this.operand = operand;
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    Evaluator evaluator = operand.evaluator(execution);
    Scratch scratch = new Scratch(ColumnKind.LONG);
    return (batch, rows) -> evaluate(evaluator.evaluate(batch, rows), batch, rows, scratch);
  }

  private ColumnVector evaluate(ColumnVector operands, Batch batch, Rows rows, Scratch scratch) {
    LongVector values = (LongVector) operands;
    LongVector result = scratch.longs(batch.positions());
    result.addNulls(values);
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      boolean found = Arrays.binarySearch(sorted, values.values()[position]) >= 0;
      result.values()[position] = found ? 1 : 0;
    }
    return result;
  }
}
