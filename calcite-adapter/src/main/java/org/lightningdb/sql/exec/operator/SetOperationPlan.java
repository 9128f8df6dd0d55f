package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SpillPartitions;
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
    return operator(execution, 0);
  }

  private Operator operator(Execution execution, int level) {
    return new Running(
        inputs.stream().map(input -> input.operator(execution)).toList(), execution, level);
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
    private final int level;
    private final Batch narrowed = new Batch(types().size());
    private final List<SpillPartitions> rests = new ArrayList<>();
    private @Nullable SpilledParts parts;
    private int[] unknown = new int[0];

    Running(List<Operator> inputs, Execution execution, int level) {
      this.level = level;
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
      return output.count() == 0 ? nextOfParts() : output.build();
    }

    /** The rows whose groups did not fit in memory. */
    private @Nullable Batch nextOfParts() {
      if (rests.isEmpty()) {
        return null;
      }
      SpilledParts open = parts;
      if (open == null) {
        groups.clear();
        counts = new long[0];
        group = 0;
        open = new SpilledParts(rests, this::operatorOfPart);
        parts = open;
      }
      return open.next();
    }

    private Operator operatorOfPart(int number) {
      List<OperatorPlan> parts = new ArrayList<>();
      rests.forEach(rest -> parts.add(new SpilledPlan(rest.part(number))));
      return new SetOperationPlan(parts, intersect, all).operator(execution, level + 1);
    }

    private void collect() {
      counts = counted(0);
      for (int i = 1; i < inputs.size(); i++) {
        combine(counted(i));
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
    private long[] counted(int number) {
      Operator input = inputs.get(number);
      boolean first = number == 0;
      long[] result = new long[groups.size()];
      input.open();
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        for (int i = 0; i < columns.length; i++) {
          columns[i] = batch.column(i);
        }
        if (first && rests.isEmpty() && isFull(batch.count())) {
          inputs.forEach(
              each -> rests.add(new SpillPartitions(types(), types(), level, execution)));
        }
        int[] numbers =
            first && rests.isEmpty()
                ? groups.assign(columns, batch)
                : groups.lookUp(columns, batch);
        if (!rests.isEmpty()) {
          keepUnknown(batch, numbers, rests.get(number));
        }
        if (groups.size() > result.length) {
          result = Arrays.copyOf(result, Math.max(groups.size(), 2 * result.length));
        }
        for (int i = 0; i < batch.count(); i++) {
          int found = numbers[batch.rows().position(i)];
          if (found >= 0) {
            result[found]++;
          }
        }
      }
      input.close();
      return Arrays.copyOf(result, groups.size());
    }

    private boolean isFull(int rowCount) {
      long next = groups.growthBytes(rowCount) + 16L * groups.size();
      return level < SpillPartitions.LEVEL_MAX && execution.memory().isScarce(groups.bytes(), next);
    }

    private void keepUnknown(Batch batch, int[] numbers, SpillPartitions rest) {
      if (unknown.length < batch.positions()) {
        unknown = new int[batch.positions()];
      }
      int count = 0;
      for (int i = 0; i < batch.count(); i++) {
        int position = batch.rows().position(i);
        if (numbers[position] < 0) {
          unknown[count++] = position;
        }
      }
      for (int i = 0; i < columns.length; i++) {
        narrowed.setColumn(i, columns[i]);
      }
      narrowed.reset(batch.positions());
      narrowed.select(unknown, count);
      rest.add(narrowed, columns);
    }

    @Override
    public void close() {
      open = false;
      SpilledParts left = parts;
      parts = null;
      if (left != null) {
        left.close();
      }
      rests.forEach(SpillPartitions::close);
      rests.clear();
      inputs.forEach(Operator::close);
      groups.clear();
      counts = new long[0];
    }
  }
}
