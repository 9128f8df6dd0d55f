package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * Groups by hashing and aggregates, for one or several grouping sets at once. The empty set has one
 * group even without input.
 *
 * @param keys the input columns of the result's first columns
 * @param sets for each grouping set the positions in {@code keys} that it groups by; the other keys
 *     are NULL in its rows
 * @param calls the aggregates, then
 * @param groupings further columns that are constant for each set: one list for each set
 */
public record AggregatePlan(
    OperatorPlan input,
    List<Integer> keys,
    List<List<Integer>> sets,
    List<AggregateCallPlan> calls,
    List<List<Long>> groupings,
    List<SqlType> types)
    implements OperatorPlan {
  public AggregatePlan {
    keys = List.copyOf(keys);
    sets = List.copyOf(sets);
    calls = List.copyOf(calls);
    groupings = List.copyOf(groupings);
    types = List.copyOf(types);
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(input.operator(execution), execution);
  }

  /** The groups of one grouping set. */
  private final class SetState {
    private final int number;
    private final KeyGroups groups;
    private final ColumnVector[] columns;
    private final List<CallState> states;
    private int[] noGroups = new int[0];

    SetState(int number, Execution execution) {
      this.number = number;
      List<Integer> set = sets.get(number);
      List<SqlType> keyTypes = set.stream().map(key -> input.types().get(keys.get(key))).toList();
      this.groups = new KeyGroups(keyTypes, execution.memory());
      this.columns = new ColumnVector[set.size()];
      this.states = calls.stream().map(call -> new CallState(call, execution)).toList();
      if (set.isEmpty()) {
        states.forEach(state -> state.accumulator().grow(1));
      }
    }

    void add(Batch batch) {
      List<Integer> set = sets.get(number);
      if (set.isEmpty()) {
        if (noGroups.length < batch.positions()) {
          noGroups = new int[batch.positions()];
        }
        for (CallState state : states) {
          state.addToFirst(batch, noGroups);
        }
        return;
      }
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(keys.get(set.get(i)));
      }
      int before = groups.size();
      int[] numbers = groups.assign(columns, batch);
      if (groups.size() > before) {
        states.forEach(state -> state.accumulator().grow(groups.size()));
      }
      for (CallState state : states) {
        state.add(batch, numbers);
      }
    }

    int size() {
      return sets.get(number).isEmpty() ? 1 : groups.size();
    }

    void results(int first, int count, Batch output) {
      List<Integer> set = sets.get(number);
      int[] rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = first + i;
      }
      for (int key = 0; key < keys.size(); key++) {
        ColumnVector target = output.column(key);
        int column = set.indexOf(key);
        if (column >= 0) {
          groups.keys().gather(column, rows, 0, count, target);
        } else {
          for (int i = 0; i < count; i++) {
            target.setNull(i);
          }
        }
      }
      int column = keys.size();
      for (CallState state : states) {
        state.accumulator().results(first, count, output.column(column++));
      }
      for (long grouping : groupings.get(number)) {
        java.util.Arrays.fill(((LongVector) output.column(column++)).values(), 0, count, grouping);
      }
    }

    void close() {
      groups.clear();
      states.forEach(CallState::close);
    }
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Operator input;
    private final Execution execution;
    private final Batch output = new Batch(types.size());
    private final List<SetState> states = new ArrayList<>();
    private boolean open;
    private boolean collected;
    private int set;
    private int group;

    Running(Operator input, Execution execution) {
      this.input = input;
      this.execution = execution;
    }

    @Override
    public void open() {
      open = true;
      collected = false;
      input.open();
    }

    @Override
    public @Nullable Batch next() {
      if (!open) {
        return null;
      }
      if (!collected) {
        collect();
      }
      while (set < states.size() && group == states.get(set).size()) {
        set++;
        group = 0;
      }
      if (set == states.size()) {
        return null;
      }
      SetState state = states.get(set);
      int count = Math.min(Batch.ROWS_MAX, state.size() - group);
      clear(count);
      state.results(group, count, output);
      group += count;
      output.reset(count);
      return output;
    }

    private void collect() {
      for (int i = 0; i < sets.size(); i++) {
        states.add(new SetState(i, execution));
      }
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        for (SetState state : states) {
          state.add(batch);
        }
      }
      input.close();
      collected = true;
      set = 0;
      group = 0;
    }

    private void clear(int count) {
      for (int i = 0; i < types.size(); i++) {
        ColumnVector vector = output.column(i);
        if (vector == null || vector.capacity() < count) {
          output.setColumn(i, ColumnVector.create(types.get(i).columnKind(), count));
        } else {
          vector.clear();
        }
      }
    }

    @Override
    public void close() {
      open = false;
      states.forEach(SetState::close);
      states.clear();
      input.close();
    }
  }
}
