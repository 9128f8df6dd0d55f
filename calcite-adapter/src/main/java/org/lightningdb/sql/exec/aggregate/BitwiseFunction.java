package org.lightningdb.sql.exec.aggregate;

import java.util.Arrays;
import java.util.BitSet;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** BIT_AND, BIT_OR and BIT_XOR of integers. */
public record BitwiseFunction(Operation operation, Expression argument, SqlType type)
    implements AggregateFunction {
  /** How two values are joined. */
  public enum Operation {
    AND,
    OR,
    XOR
  }

  @Override
  public boolean mergeable() {
    return true;
  }

  @Override
  public Accumulator accumulator(Execution execution) {
    return new Running(argument.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Accumulator {
    private final Evaluator evaluator;
    private final BitSet seen = new BitSet();
    private long[] values = new long[1];

    Running(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    @Override
    public void grow(int groupCount) {
      if (values.length < groupCount) {
        values = Arrays.copyOf(values, Math.max(groupCount, 2 * values.length));
      }
    }

    @Override
    public void add(Batch batch, Rows rows, int[] groups) {
      LongVector arguments = (LongVector) evaluator.evaluate(batch, rows);
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!arguments.isNull(position)) {
          int group = groups[position];
          values[group] =
              seen.get(group)
                  ? join(values[group], arguments.get(position))
                  : arguments.get(position);
          seen.set(group);
        }
      }
    }

    private long join(long a, long b) {
      return switch (operation) {
        case AND -> a & b;
        case OR -> a | b;
        case XOR -> a ^ b;
      };
    }

    @Override
    public void merge(Accumulator other, int first, int count, int[] groups) {
      Running added = (Running) other;
      for (int i = added.seen.nextSetBit(first);
          i >= 0 && i < first + count;
          i = added.seen.nextSetBit(i + 1)) {
        int group = groups[i - first];
        values[group] = seen.get(group) ? join(values[group], added.values[i]) : added.values[i];
        seen.set(group);
      }
    }

    @Override
    public void results(int firstGroup, int count, ColumnVector target) {
      for (int i = 0; i < count; i++) {
        if (seen.get(firstGroup + i)) {
          ((LongVector) target).set(i, values[firstGroup + i]);
        } else {
          target.setNull(i);
        }
      }
    }
  }
}
