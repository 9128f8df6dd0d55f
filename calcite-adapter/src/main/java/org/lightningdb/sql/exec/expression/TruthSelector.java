package org.lightningdb.sql.exec.expression;

import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.LongVector;

/** Selects by a vector of truth values. */
final class TruthSelector implements Selector {
  private final Evaluator evaluator;

  TruthSelector(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public int select(Batch batch, Rows rows, int[] target) {
    LongVector truth = (LongVector) evaluator.evaluate(batch, rows);
    long[] values = truth.values();
    boolean nulls = truth.hasNulls();
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      if (values[position] != 0 && !(nulls && truth.isNull(position))) {
        target[count++] = position;
      }
    }
    return count;
  }
}
