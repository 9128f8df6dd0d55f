package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;

/**
 * Makes several rows of each input row.
 *
 * @param rows what each of them has in its columns, over the input's columns
 */
public record UnnestPlan(OperatorPlan input, List<List<Expression>> rows, List<SqlType> types)
    implements OperatorPlan {
  public UnnestPlan {
    rows = List.copyOf(rows);
    types = List.copyOf(types);
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(input.operator(execution), execution);
  }

  /** One execution's state: a batch of the input is passed on once for each row. */
  private final class Running implements Operator {
    private final Operator input;
    private final List<List<Evaluator>> evaluators;
    private final Batch output = new Batch(types.size());
    private @Nullable Batch current;
    private int next;

    Running(Operator input, Execution execution) {
      this.input = input;
      this.evaluators =
          rows.stream()
              .map(row -> row.stream().map(value -> value.evaluator(execution)).toList())
              .toList();
    }

    @Override
    public void open() {
      current = null;
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      if (rows.isEmpty()) {
        return null;
      }
      if (current == null || next == rows.size()) {
        current = input.next();
        next = 0;
      }
      Batch batch = current;
      if (batch == null) {
        return null;
      }
      List<Evaluator> row = evaluators.get(next++);
      for (int i = 0; i < types.size(); i++) {
        output.setColumn(i, row.get(i).evaluate(batch, batch.rows()));
      }
      output.takeRows(batch);
      return output;
    }

    @Override
    public void close() {
      current = null;
      input.close();
    }
  }
}
