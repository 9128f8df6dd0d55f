package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * {@code SUBSTRING(text FROM first FOR count)} over characters, the first of which has number 1.
 * What lies outside of the text is cut off.
 *
 * @param count null = to the end
 */
public record Substring(Expression text, Expression first, @Nullable Expression count, SqlType type)
    implements Expression {
  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(
        text.evaluator(execution),
        first.evaluator(execution),
        count == null ? null : count.evaluator(execution));
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final Evaluator text;
    private final Evaluator first;
    private final @Nullable Evaluator count;
    private final Scratch scratch = new Scratch(type.columnKind());

    Running(Evaluator text, Evaluator first, @Nullable Evaluator count) {
      this.text = text;
      this.first = first;
      this.count = count;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      BytesVector texts = (BytesVector) text.evaluate(batch, rows);
      LongVector firsts = (LongVector) first.evaluate(batch, rows);
      LongVector counts = count == null ? null : (LongVector) count.evaluate(batch, rows);
      BytesVector result = scratch.bytes(batch.positions());
      result.addNulls(texts);
      result.addNulls(firsts);
      if (counts != null) {
        result.addNulls(counts);
      }
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!result.isNull(position)) {
          long from = firsts.get(position);
          cut(
              texts,
              from,
              counts == null ? Integer.MAX_VALUE : counts.get(position),
              result,
              position);
        }
      }
      return result;
    }

    private static void cut(
        BytesVector texts, long from, long wanted, BytesVector result, int position) {
      if (wanted < 0) {
        throw DbException.of(
            SqlState.DATA_EXCEPTION, "the length of a substring must not be negative: " + wanted);
      }
      int start = texts.start(position);
      int length = texts.length(position);
      long begin = Math.max(0, from - 1);
      long end = Math.min(Integer.MAX_VALUE, Math.max(begin, from - 1 + wanted));
      int beginOffset = Utf8.offset(texts.buffer(), start, length, (int) Math.min(begin, length));
      int endOffset =
          Utf8.offset(
              texts.buffer(),
              beginOffset,
              start + length - beginOffset,
              (int) Math.min(length, end - begin));
      int shared = result.append(texts.buffer(), beginOffset, endOffset - beginOffset);
      result.point(position, shared, endOffset - beginOffset);
    }
  }
}
