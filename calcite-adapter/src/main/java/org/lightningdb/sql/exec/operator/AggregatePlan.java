package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.AggregateCallPlan;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;

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

  /**
   * @param level how often the rows were divided
   */
  Operator operator(Execution execution, int level) {
    return new Running(input.operator(execution), execution, level);
  }

  /** Workers take no more than this part of the budget together. */
  private static final int PARTIAL_SHARE = 4;

  /** Whether workers can aggregate apart, and it makes no difference which rows each has. */
  private boolean isMergeable() {
    return calls.stream().allMatch(call -> call.function().mergeable() && call.distinct().isEmpty())
        && keys.stream().noneMatch(key -> input.types().get(key).columnKind() == ColumnKind.DOUBLE);
  }

  /** The groups of one worker. */
  private final class Partial implements BatchSink, AutoCloseable {
    private final List<GroupingSetState> states = new ArrayList<>();
    private final int workerCount;
    private long rows;

    Partial(Execution worker, int workerCount) {
      this.workerCount = workerCount;
      for (int i = 0; i < sets.size(); i++) {
        states.add(new GroupingSetState(AggregatePlan.this, i, worker, 0));
      }
    }

    @Override
    public boolean accept(Batch batch) {
      rows += batch.count();
      boolean wanted = true;
      for (GroupingSetState state : states) {
        state.addHere(batch);
        wanted &= !state.isCrowded(rows, PARTIAL_SHARE * workerCount * states.size());
      }
      return wanted;
    }

    void mergeInto(List<GroupingSetState> targets) {
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).merge(states.get(i));
      }
      close();
    }

    @Override
    public void close() {
      states.forEach(GroupingSetState::close);
      states.clear();
    }
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Operator input;
    private final Execution execution;
    private final Batch output = new Batch(types.size());
    private final List<GroupingSetState> states = new ArrayList<>();
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
      GroupingSetState state = states.get(set);
      int count = Math.min(Batch.ROWS_MAX, state.size() - group);
      clear(count);
      state.results(group, count, output);
      group += count;
      output.reset(count);
      return output;
    }

    private void collect() {
      for (int i = 0; i < sets.size(); i++) {
        states.add(new GroupingSetState(AggregatePlan.this, i, execution, level));
      }
      if (!collectApart()) {
        collectRest();
      }
      input.close();
      states.forEach(GroupingSetState::finish);
      collected = true;
      set = 0;
      group = 0;
    }

    private void collectRest() {
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        execution.context().checkCancelled();
        for (GroupingSetState state : states) {
          state.add(batch);
        }
      }
    }

    /**
     * Lets workers aggregate, if there are any, and puts together what they have.
     *
     * @return whether no rows are left
     */
    private boolean collectApart() {
      if (!(input instanceof ExchangeOperator exchange) || !exchange.isApart() || !isMergeable()) {
        return false;
      }
      Workers workers = exchange.workers();
      if (workers == null) {
        return false;
      }
      List<Partial> partials = new ArrayList<>();
      for (int i = 0; i < workers.count(); i++) {
        partials.add(new Partial(workers.worker(i).execution(), workers.count()));
      }
      try {
        boolean all = exchange.feed(partials);
        partials.forEach(partial -> partial.mergeInto(states));
        return all;
      } finally {
        partials.forEach(Partial::close);
      }
    }

    /** The groups of rows that went to files, after the state has given up its own. */
    private @Nullable Batch nextOfParts(GroupingSetState state) {
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
        states.forEach(GroupingSetState::close);
        states.clear();
        input.close();
      }
    }
  }
}
