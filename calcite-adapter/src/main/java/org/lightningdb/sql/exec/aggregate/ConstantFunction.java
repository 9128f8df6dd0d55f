package org.lightningdb.sql.exec.aggregate;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;

/** The same value for every group; tells groups that exist from those that a join made up. */
public record ConstantFunction(@Nullable Object value, SqlType type) implements AggregateFunction {
  @Override
  public boolean mergeable() {
    return true;
  }

  @Override
  public Accumulator accumulator(Execution execution) {
    return new Accumulator() {
      @Override
      public void grow(int groupCount) {
        // Nothing is kept.
      }

      @Override
      public void add(Batch batch, Rows rows, int[] groups) {
        // Nothing depends on the rows.
      }

      @Override
      public void merge(Accumulator other, int first, int count, int[] groups) {
        // Nothing was kept there either.
      }

      @Override
      public void results(int firstGroup, int count, ColumnVector target) {
        for (int i = 0; i < count; i++) {
          VectorValues.set(target, i, type, value);
        }
      }
    };
  }
}
