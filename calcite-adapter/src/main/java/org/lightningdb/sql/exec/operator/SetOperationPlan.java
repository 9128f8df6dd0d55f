package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * INTERSECT and EXCEPT [ALL]: counts how often each input has each row of the first one. NULL
 * equals NULL. All inputs have the same types.
 *
 * @param intersect INTERSECT if true, EXCEPT if false
 */
public record SetOperationPlan(List<OperatorPlan> inputs, boolean intersect, boolean all)
    implements OperatorPlan {
  public SetOperationPlan {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<SqlType> types() {
    return inputs.get(0).types();
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(inputs.stream().map(input -> input.operator(execution)).toList(), execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final List<Operator> inputs;
    private final Execution execution;
    private final KeyGroups groups;
    private final BatchBuilder output = new BatchBuilder(types());
    private final ColumnVector[] columns = new ColumnVector[types().size()];
    private long[] counts = new long[0];
    private boolean open;
    private boolean collected;
    private int group;

    Running(List<Operator> inputs, Execution execution) {
      this.inputs = inputs;
      this.execution = execution;
      this.groups = new KeyGroups(types(), execution.memory());
    }

    @Override
    public void open() {
      open = true;
      collected = false;
    }

    @Override
    public @Nullable Batch next() {
      if (!open) {
        return null;
      }
      if (!collected) {
        collect();
      }
      output.clear();
      Batch row = new Batch(columns.length);
      while (group < groups.size() && output.count() < Batch.ROWS_MAX) {
        if (counts[group] <= 0) {
          group++;
          continue;
        }
        counts[group] = all ? counts[group] - 1 : 0;
        for (int i = 0; i < columns.length; i++) {
          row.setColumn(i, groups.keys().vector(i, group));
        }
        output.copy(0, row, RowStore.position(group));
        output.endRow();
      }
      return output.count() == 0 ? null : output.build();
    }

    private void collect() {
      counts = counted(inputs.get(0), true);
      for (Operator input : inputs.subList(1, inputs.size())) {
        combine(counted(input, false));
      }
      collected = true;
      group = 0;
    }

    private void combine(long[] others) {
      for (int i = 0; i < counts.length; i++) {
        if (intersect) {
          counts[i] = Math.min(counts[i], others[i]);
        } else {
          counts[i] = all ? counts[i] - others[i] : others[i] > 0 ? 0 : counts[i];
        }
      }
    }

    /** How often an input has the row of each group. */
    private long[] counted(Operator input, boolean first) {
      long[] result = new long[groups.size()];
      input.open();
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        for (int i = 0; i < columns.length; i++) {
          columns[i] = batch.column(i);
        }
        int[] numbers = first ? groups.assign(columns, batch) : groups.lookUp(columns, batch);
        if (groups.size() > result.length) {
          result = Arrays.copyOf(result, Math.max(groups.size(), 2 * result.length));
        }
        for (int i = 0; i < batch.count(); i++) {
          int number = numbers[batch.rows().position(i)];
          if (number >= 0) {
            result[number]++;
          }
        }
      }
      input.close();
      return Arrays.copyOf(result, groups.size());
    }

    @Override
    public void close() {
      open = false;
      inputs.forEach(Operator::close);
      groups.clear();
      counts = new long[0];
    }
  }
}
