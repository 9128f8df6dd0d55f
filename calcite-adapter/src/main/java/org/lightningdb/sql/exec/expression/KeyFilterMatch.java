package org.lightningdb.sql.exec.expression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.LongVector;

/**
 * Whether a join further up can need a row: whether the {@link KeyFilter} that it made of its other
 * side may have the value of a column. True for every row while there is no filter, and from when
 * it is seen that nearly all rows pass.
 *
 * @param column of the kind LONG
 * @param number under which the execution has the filter
 */
public record KeyFilterMatch(ColumnReference column, int number) implements Expression {
  private static final long ROWS_TRIED = 8192;

  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    Selector selector = selector(execution);
    Scratch scratch = new Scratch(ColumnKind.LONG);
    return (batch, rows) -> {
      LongVector result = scratch.longs(batch.positions());
      Arrays.fill(result.values(), 0, batch.positions(), 0);
      int[] passed = new int[rows.count()];
      int count = selector.select(batch, rows, passed);
      for (int i = 0; i < count; i++) {
        result.values()[passed[i]] = 1;
      }
      return result;
    };
  }

  @Override
  public Selector selector(Execution execution) {
    return new Running(execution);
  }

  /** One execution's state. */
  private final class Running implements Selector {
    private final Execution execution;
    private @Nullable Object filter;
    private long asked;
    private long passed;

    Running(Execution execution) {
      this.execution = execution;
    }

    @Override
    public int select(Batch batch, Rows rows, int[] target) {
      Object current = execution.workingRows(number);
      if (current != filter) {
        filter = current;
        asked = 0;
        passed = 0;
      }
      boolean useless = asked >= ROWS_TRIED && passed > asked - asked / 8;
      if (useless || !(current instanceof KeyFilter keys)) {
        for (int i = 0; i < rows.count(); i++) {
          target[i] = rows.position(i);
        }
        return rows.count();
      }
      int count = keys.select((LongVector) batch.column(column.index()), rows, target);
      asked += rows.count();
      passed += count;
      return count;
    }
  }
}
