package org.lightningdb.sql.exec.expression;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * CASE: the value of the first condition that is true, else the last value. A value is computed
 * only for the rows that take it.
 *
 * @param values one more than conditions, all of kind and scale of {@code type}
 */
public record Choice(List<Expression> conditions, List<Expression> values, SqlType type)
    implements Expression {
  public Choice {
    conditions = List.copyOf(conditions);
    values = List.copyOf(values);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(
        conditions.stream().map(condition -> condition.selector(execution)).toList(),
        values.stream().map(value -> value.evaluator(execution)).toList());
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final List<Selector> conditions;
    private final List<Evaluator> values;
    private final Scratch scratch = new Scratch(type.columnKind());
    private final Rows part = new Rows();
    private int[] undecided = new int[0];
    private int[] taken = new int[0];

    Running(List<Selector> conditions, List<Evaluator> values) {
      this.conditions = conditions;
      this.values = values;
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      if (undecided.length < batch.positions()) {
        undecided = new int[batch.positions()];
        taken = new int[batch.positions()];
      }
      ColumnVector result = scratch.clear(batch.positions());
      int count = rows.count();
      for (int i = 0; i < count; i++) {
        undecided[i] = rows.position(i);
      }
      for (int branch = 0; branch < conditions.size() && count > 0; branch++) {
        int hits = conditions.get(branch).select(batch, part.set(undecided, count), taken);
        fill(result, branch, batch, taken, hits);
        count = withoutTaken(count, hits);
      }
      fill(result, conditions.size(), batch, undecided, count);
      return result;
    }

    private void fill(ColumnVector result, int branch, Batch batch, int[] positions, int count) {
      if (count == 0) {
        return;
      }
      ColumnVector computed = values.get(branch).evaluate(batch, part.set(positions, count));
      for (int i = 0; i < count; i++) {
        result.copyFrom(positions[i], computed, positions[i]);
      }
    }

    /** Both lists are ascending. */
    private int withoutTaken(int count, int hits) {
      int kept = 0;
      int next = 0;
      for (int i = 0; i < count; i++) {
        if (next < hits && undecided[i] == taken[next]) {
          next++;
        } else {
          undecided[kept++] = undecided[i];
        }
      }
      return kept;
    }
  }
}
