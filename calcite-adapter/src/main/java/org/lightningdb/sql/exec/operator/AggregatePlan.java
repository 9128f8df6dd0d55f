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
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.sql.exec.store.SpilledRows;
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
    return operator(execution, 0);
  }

  private Operator operator(Execution execution, int level) {
    return new Running(input.operator(execution), execution, level);
  }

  private static final long GROUP_BYTES = 24;

  /** The groups of one grouping set. */
  private final class SetState {
    private final int number;
    private final KeyGroups groups;
    private final ColumnVector[] columns;
    private List<CallState> states;
    private final Execution execution;
    private final int level;
    private final Batch narrowed = new Batch(input.types().size());
    private int[] noGroups = new int[0];
    private int[] selected = new int[0];
    private int[] unknown = new int[0];
    private long bytesReserved;
    private @Nullable SpillPartitions rest;

    SetState(int number, Execution execution, int level) {
      this.execution = execution;
      this.level = level;
      this.number = number;
      List<Integer> set = sets.get(number);
      this.groups = new KeyGroups(groupTypes(), execution.memory());
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
      SpillPartitions parts = rest;
      if (parts == null && isFull(batch.count())) {
        parts = new SpillPartitions(input.types(), groupTypes(), level, execution);
        rest = parts;
      }
      if (parts == null) {
        addToAny(batch);
      } else {
        addToKnown(batch, parts);
      }
    }

    private void addToAny(Batch batch) {
      int before = groups.size();
      int[] numbers = groups.assign(columns, batch);
      if (groups.size() > before) {
        long bytes = (groups.size() - before) * stateBytes();
        execution.memory().reserve(bytes);
        bytesReserved += bytes;
        states.forEach(state -> state.accumulator().grow(groups.size()));
      }
      for (CallState state : states) {
        state.add(batch, numbers);
      }
    }

    private long stateBytes() {
      return GROUP_BYTES * states.size();
    }

    private boolean isFull(int rowCount) {
      return level < SpillPartitions.LEVEL_MAX
          && execution
              .memory()
              .isScarce(
                  groups.bytes() + bytesReserved,
                  groups.growthBytes(rowCount) + rowCount * stateBytes());
    }

    private List<SqlType> groupTypes() {
      return sets.get(number).stream().map(key -> input.types().get(keys.get(key))).toList();
    }

    /** Adds rows of groups that are there; the others go to files. */
    private void addToKnown(Batch batch, SpillPartitions parts) {
      if (selected.length < batch.positions()) {
        selected = new int[batch.positions()];
        unknown = new int[batch.positions()];
      }
      int[] numbers = groups.lookUp(columns, batch);
      int kept = 0;
      int others = 0;
      for (int i = 0; i < batch.count(); i++) {
        int position = batch.rows().position(i);
        if (numbers[position] >= 0) {
          selected[kept++] = position;
        } else {
          unknown[others++] = position;
        }
      }
      Batch view = view(batch);
      view.select(unknown, others);
      parts.add(view, columns);
      if (kept > 0) {
        view.select(selected, kept);
        for (CallState state : states) {
          state.add(view, numbers);
        }
      }
    }

    /** The same columns with rows of its own, as other sets read the batch, too. */
    private Batch view(Batch batch) {
      for (int i = 0; i < batch.columnCount(); i++) {
        narrowed.setColumn(i, batch.column(i));
      }
      narrowed.reset(batch.positions());
      return narrowed;
    }

    /** What is left in files, to be aggregated after the groups here. */
    @Nullable SpillPartitions takeRest() {
      SpillPartitions parts = rest;
      rest = null;
      return parts;
    }

    /** This set alone, over a part of what is left. */
    Operator operator(SpilledRows part) {
      AggregatePlan plan =
          new AggregatePlan(
              new SpilledPlan(part),
              keys,
              List.of(sets.get(number)),
              calls,
              List.of(groupings.get(number)),
              types);
      return plan.operator(execution, level + 1);
    }

    /** Forgets the groups, which have been returned. */
    void clearGroups() {
      groups.clear();
      states.forEach(CallState::close);
      states = List.of();
      execution.memory().release(bytesReserved);
      bytesReserved = 0;
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
      execution.memory().release(bytesReserved);
      bytesReserved = 0;
      SpillPartitions parts = takeRest();
      if (parts != null) {
        parts.close();
      }
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
    private final int level;
    private int set;
    private int group;
    private @Nullable SpilledParts parts;

    Running(Operator input, Execution execution, int level) {
      this.level = level;
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
        Batch more = nextOfParts(states.get(set));
        if (more != null) {
          return more;
        }
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
        states.add(new SetState(i, execution, level));
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

    /** The groups of rows that went to files, after the state has given up its own. */
    private @Nullable Batch nextOfParts(SetState state) {
      SpillPartitions rest = state.takeRest();
      if (rest != null) {
        parts = new SpilledParts(List.of(rest), part -> state.operator(rest.part(part)));
        state.clearGroups();
        group = state.size();
      }
      SpilledParts open = parts;
      Batch batch = open == null ? null : open.next();
      if (batch == null && open != null) {
        parts = null;
        open.close();
      }
      return batch;
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
      SpilledParts left = parts;
      parts = null;
      try {
        if (left != null) {
          left.close();
        }
      } finally {
        states.forEach(SetState::close);
        states.clear();
        input.close();
      }
    }
  }
}
