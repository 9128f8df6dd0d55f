package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;

/** UNION ALL: one input after the other, all of the same types. */
public record UnionPlan(List<OperatorPlan> inputs) implements OperatorPlan {
  public UnionPlan {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<SqlType> types() {
    return inputs.get(0).types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(inputs.stream().map(input -> input.operator(execution)).toList());
  }

  /** One execution's state; one input is open at a time. */
  private static final class Running implements Operator {
    private final List<Operator> inputs;
    private int current;
    private boolean open;

    Running(List<Operator> inputs) {
      this.inputs = inputs;
    }

    @Override
    public void open() {
      current = 0;
      open = false;
    }

    @Override
    public @Nullable Batch next() {
      while (current < inputs.size()) {
        Operator input = inputs.get(current);
        if (!open) {
          open = true;
          input.open();
        }
        Batch batch = input.next();
        if (batch != null) {
          return batch;
        }
        close();
        current++;
      }
      return null;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        inputs.get(current).close();
      }
    }
  }
}
