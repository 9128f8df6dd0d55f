package org.lightningdb.sql.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * COUNT: the rows in which no argument is NULL.
 *
 * @param arguments none for {@code COUNT(*)}
 */
public record CountFunction(List<Expression> arguments, SqlType type) implements AggregateFunction {
  public CountFunction {
    arguments = List.copyOf(arguments);
  }

  @Override
  public boolean mergeable() {
    return true;
  }

  @Override
  public Accumulator accumulator(Execution execution) {
    return new Running(arguments.stream().map(argument -> argument.evaluator(execution)).toList());
  }

  /** One execution's state. */
  private static final class Running implements Accumulator {
    private final List<Evaluator> arguments;
    private final ColumnVector[] values;
    private long[] counts = new long[1];

    Running(List<Evaluator> arguments) {
      this.arguments = arguments;
      this.values = new ColumnVector[arguments.size()];
    }

    @Override
    public void grow(int groupCount) {
      if (counts.length < groupCount) {
        counts = Arrays.copyOf(counts, Math.max(groupCount, 2 * counts.length));
      }
    }

    @Override
    public void add(Batch batch, Rows rows, int[] groups) {
      boolean nulls = false;
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments.get(i).evaluate(batch, rows);
        nulls |= values[i].hasNulls();
      }
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!nulls || !isNull(position)) {
          counts[groups[position]]++;
        }
      }
    }

    @Override
    public void addToFirst(Batch batch, Rows rows, int[] zeros) {
      if (values.length == 0) {
        counts[0] += rows.count();
      } else {
        add(batch, rows, zeros);
      }
    }

    private boolean isNull(int position) {
      for (ColumnVector value : values) {
        if (value.isNull(position)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void merge(Accumulator other, int first, int count, int[] groups) {
      long[] added = ((Running) other).counts;
      for (int i = 0; i < count; i++) {
        counts[groups[i]] += added[first + i];
      }
    }

    @Override
    public void results(int firstGroup, int count, ColumnVector target) {
      System.arraycopy(counts, firstGroup, ((LongVector) target).values(), 0, count);
    }
  }
}
