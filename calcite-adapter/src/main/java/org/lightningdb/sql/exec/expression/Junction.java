package org.lightningdb.sql.exec.expression;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * AND and OR of any number of conditions, in three-valued logic. An operand is evaluated only for
 * rows that the operands before it did not decide, so {@code b <> 0 AND a / b > 1} is safe.
 *
 * @param conjunction AND if true, OR if false
 */
public record Junction(boolean conjunction, List<Expression> operands) implements Expression {
  public Junction {
    operands = List.copyOf(operands);
  }

  @Override
  public SqlType type() {
    return SqlType.of(TypeKind.BOOLEAN);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Truth(
        conjunction, operands.stream().map(operand -> operand.evaluator(execution)).toList());
  }

  @Override
  public Selector selector(Execution execution) {
    List<Selector> selectors =
        operands.stream().map(operand -> operand.selector(execution)).toList();
    return conjunction ? new AllSelector(selectors) : new AnySelector(selectors);
  }

  /** Makes truth values. */
  private static final class Truth implements Evaluator {
    private final long deciding;
    private final List<Evaluator> operands;
    private final Scratch scratch = new Scratch(ColumnKind.LONG);
    private final Rows undecided = new Rows();
    private int[] positions = new int[0];

    Truth(boolean conjunction, List<Evaluator> operands) {
      this.deciding = conjunction ? 0 : 1;
      this.operands = operands;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      LongVector result = scratch.longs(batch.positions());
      if (positions.length < batch.positions()) {
        positions = new int[batch.positions()];
      }
      int count = rows.count();
      for (int i = 0; i < count; i++) {
        positions[i] = rows.position(i);
        result.values()[positions[i]] = 1 - deciding;
      }
      for (Evaluator operand : operands) {
        undecided.set(positions, count);
        LongVector values = (LongVector) operand.evaluate(batch, undecided);
        count = decide(values, result, count);
        if (count == 0) {
          break;
        }
      }
      return result;
    }

    /** Sets what this operand decides and keeps the other positions. */
    private int decide(LongVector values, LongVector result, int count) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int position = positions[i];
        if (values.isNull(position)) {
          result.setNull(position);
          positions[kept++] = position;
        } else if (values.get(position) == deciding) {
          result.set(position, deciding);
        } else {
          positions[kept++] = position;
        }
      }
      return kept;
    }
  }

  /** Narrows the selection, condition by condition. */
  private static final class AllSelector implements Selector {
    private final List<Selector> operands;
    private final Rows left = new Rows();

    AllSelector(List<Selector> operands) {
      this.operands = operands;
    }

    @Override
    public int select(Batch batch, Rows rows, int[] target) {
      Rows current = rows;
      int count = rows.count();
      for (Selector operand : operands) {
        count = operand.select(batch, current, target);
        if (count == 0) {
          return 0;
        }
        current = left.set(target, count);
      }
      return count;
    }
  }

  /** Asks each condition about the rows that satisfied none before it. */
  private static final class AnySelector implements Selector {
    private final List<Selector> operands;
    private final Rows left = new Rows();
    private boolean[] satisfied = new boolean[0];
    private int[] remaining = new int[0];
    private int[] found = new int[0];

    AnySelector(List<Selector> operands) {
      this.operands = operands;
    }

    @Override
    public int select(Batch batch, Rows rows, int[] target) {
      grow(batch.positions());
      int count = rows.count();
      for (int i = 0; i < count; i++) {
        remaining[i] = rows.position(i);
        satisfied[remaining[i]] = false;
      }
      for (Selector operand : operands) {
        int hits = operand.select(batch, left.set(remaining, count), found);
        for (int i = 0; i < hits; i++) {
          satisfied[found[i]] = true;
        }
        count = unsatisfied(count);
        if (count == 0) {
          break;
        }
      }
      int selected = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (satisfied[position]) {
          target[selected++] = position;
        }
      }
      return selected;
    }

    private int unsatisfied(int count) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int position = remaining[i];
        if (!satisfied[position]) {
          remaining[kept++] = position;
        }
      }
      return kept;
    }

    private void grow(int positions) {
      if (satisfied.length < positions) {
        satisfied = new boolean[positions];
        remaining = new int[positions];
        found = new int[positions];
      }
    }
  }
}
