package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;

/** Computes columns from the input's; columns that are only passed on are not copied. */
public record ProjectPlan(OperatorPlan input, List<Expression> expressions)
    implements StreamingPlan {
  public ProjectPlan {
    expressions = List.copyOf(expressions);
  }

  @Override
  public List<SqlType> types() {
    return expressions.stream().map(Expression::type).toList();
  }

  @Override
  public OperatorPlan streamed() {
    return input;
  }

  @Override
  public Operator over(Operator rows, Execution execution) {
    return new Running(
        rows, expressions.stream().map(expression -> expression.evaluator(execution)).toList());
  }

  /** One execution's state. */
  private static final class Running implements Operator {
    private final Operator input;
    private final List<Evaluator> evaluators;
    private final Batch output;

    Running(Operator input, List<Evaluator> evaluators) {
      this.input = input;
      this.evaluators = evaluators;
      this.output = new Batch(evaluators.size());
    }

    @Override
    public void open() {
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      Batch batch = input.next();
      if (batch == null) {
        return null;
      }
      for (int i = 0; i < evaluators.size(); i++) {
        output.setColumn(i, evaluators.get(i).evaluate(batch, batch.rows()));
      }
      output.takeRows(batch);
      return output;
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
