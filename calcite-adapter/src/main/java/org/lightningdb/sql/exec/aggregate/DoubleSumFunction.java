package org.lightningdb.sql.exec.aggregate;

import java.util.Arrays;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;

/**
 * The sum of floating-point numbers.
 *
 * @param zeroIfNone whether a group without values has the sum 0 instead of NULL
 */
public record DoubleSumFunction(Expression argument, SqlType type, boolean zeroIfNone)
    implements AggregateFunction {
  @Override
  public Accumulator accumulator(Execution execution) {
    return new Running(argument.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Accumulator {
    private final Evaluator evaluator;
    private boolean[] seen = new boolean[1];
    private double[] sums = new double[1];

    Running(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    @Override
    public void grow(int groupCount) {
      if (sums.length < groupCount) {
        sums = Arrays.copyOf(sums, Math.max(groupCount, 2 * sums.length));
        seen = Arrays.copyOf(seen, sums.length);
      }
    }

    @Override
    public void add(Batch batch, Rows rows, int[] groups) {
      DoubleVector values = (DoubleVector) evaluator.evaluate(batch, rows);
      boolean nulls = values.hasNulls();
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!nulls || !values.isNull(position)) {
          sums[groups[position]] += values.get(position);
          seen[groups[position]] = true;
        }
      }
    }

    /** Possible, but then the last bits depend on the way in which rows were divided. */
    @Override
    public void merge(Accumulator other, int first, int count, int[] groups) {
      Running added = (Running) other;
      for (int i = 0; i < count; i++) {
        sums[groups[i]] += added.sums[first + i];
        seen[groups[i]] |= added.seen[first + i];
      }
    }

    @Override
    public void results(int firstGroup, int count, ColumnVector target) {
      for (int i = 0; i < count; i++) {
        if (seen[firstGroup + i] || zeroIfNone) {
          ((DoubleVector) target).set(i, sums[firstGroup + i]);
        } else {
          target.setNull(i);
        }
      }
    }
  }
}
