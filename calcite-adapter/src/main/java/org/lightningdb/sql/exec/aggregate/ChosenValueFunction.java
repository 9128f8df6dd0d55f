package org.lightningdb.sql.exec.aggregate;

import java.util.List;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Functions that choose one of a group's values: the least, the greatest, any, or the only one.
 * NULLs count only for the last. A group's value is kept in a chunk of vectors.
 */
public record ChosenValueFunction(Choice choice, Expression argument, SqlType type)
    implements AggregateFunction {
  /** Which value. */
  public enum Choice {
    LEAST,
    GREATEST,
    ANY,
    /** A scalar sub-query's: more than one row is an error. */
    ONLY
  }

  @Override
  public boolean mergeable() {
    return choice == Choice.LEAST || choice == Choice.GREATEST;
  }

  @Override
  public Accumulator accumulator(Execution execution) {
    return new Running(argument.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Accumulator {
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int WASTE_MAX = 1 << 16;

    private final Evaluator evaluator;
    private final ColumnKind kind = type.columnKind();
    private final ValueOrder order = ValueOrder.of(kind);
    private final List<ColumnVector> chunks = new java.util.ArrayList<>();
    private final java.util.BitSet seen = new java.util.BitSet();

    Running(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    @Override
    public void grow(int groupCount) {
      while (chunks.size() << CHUNK_BITS < groupCount) {
        chunks.add(ColumnVector.create(kind, 1 << CHUNK_BITS));
      }
    }

    @Override
    public void add(Batch batch, Rows rows, int[] groups) {
      ColumnVector values = evaluator.evaluate(batch, rows);
      boolean nulls = values.hasNulls();
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (choice == Choice.ONLY || !nulls || !values.isNull(position)) {
          offer(groups[position], values, position);
        }
      }
    }

    private void offer(int group, ColumnVector values, int position) {
      ColumnVector chunk = chunks.get(group >>> CHUNK_BITS);
      int at = group & CHUNK_MASK;
      if (!seen.get(group)) {
        seen.set(group);
        chunk.copyFrom(at, values, position);
        return;
      }
      boolean better =
          switch (choice) {
            case LEAST -> order.compare(values, position, chunk, at) < 0;
            case GREATEST -> order.compare(values, position, chunk, at) > 0;
            case ANY -> false;
            case ONLY ->
                throw DbException.of(
                    SqlState.CARDINALITY_VIOLATION,
                    "a scalar sub-query returned more than one row");
          };
      if (better) {
        chunk.copyFrom(at, values, position);
        tidy(group >>> CHUNK_BITS, chunk);
      }
    }

    /** A replaced text leaves its bytes behind: now and then the chunk is written anew. */
    private void tidy(int number, ColumnVector chunk) {
      if (!(chunk instanceof BytesVector bytes) || bytes.buffer().length < WASTE_MAX) {
        return;
      }
      long used = 0;
      for (int i = 0; i <= CHUNK_MASK; i++) {
        used += seen.get((number << CHUNK_BITS) + i) ? bytes.length(i) : 0;
      }
      if (bytes.buffer().length > 8 * used) {
        ColumnVector fresh = ColumnVector.create(kind, 1 << CHUNK_BITS);
        for (int i = 0; i <= CHUNK_MASK; i++) {
          if (seen.get((number << CHUNK_BITS) + i)) {
            fresh.copyFrom(i, chunk, i);
          }
        }
        chunks.set(number, fresh);
      }
    }

    @Override
    public void merge(Accumulator other, int first, int count, int[] groups) {
      Running added = (Running) other;
      for (int i = added.seen.nextSetBit(first);
          i >= 0 && i < first + count;
          i = added.seen.nextSetBit(i + 1)) {
        offer(groups[i - first], added.chunks.get(i >>> CHUNK_BITS), i & CHUNK_MASK);
      }
    }

    @Override
    public void results(int firstGroup, int count, ColumnVector target) {
      for (int i = 0; i < count; i++) {
        int group = firstGroup + i;
        if (seen.get(group)) {
          target.copyFrom(i, chunks.get(group >>> CHUNK_BITS), group & CHUNK_MASK);
        } else {
          target.setNull(i);
        }
      }
    }
  }
}
