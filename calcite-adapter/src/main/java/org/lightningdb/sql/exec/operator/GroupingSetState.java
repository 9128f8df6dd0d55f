package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.Accumulator;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** The groups of one grouping set in one execution, or what a worker has of them. */
final class GroupingSetState {
  private static final long GROUP_BYTES = 24;

  /** After so many rows a worker looks whether there are much fewer groups. */
  private static final int ROWS_TRIED = 32 << 10;

  private final AggregatePlan plan;
  private final List<Integer> set;
  private final int number;
  private final KeyGroups groups;
  private final ColumnVector[] columns;
  private List<CallState> states;
  private final Execution execution;
  private final int level;
  private final Batch narrowed;
  private int[] noGroups = new int[0];
  private int[] selected = new int[0];
  private int[] unknown = new int[0];
  private long bytesReserved;
  private @Nullable SpillPartitions rest;

  GroupingSetState(AggregatePlan plan, int number, Execution execution, int level) {
    this.plan = plan;
    this.set = plan.sets().get(number);
    this.execution = execution;
    this.narrowed = new Batch(plan.input().types().size());
    this.level = level;
    this.number = number;
    this.groups = new KeyGroups(groupTypes(), execution.memory());
    this.columns = new ColumnVector[set.size()];
    this.states = plan.calls().stream().map(call -> new CallState(call, execution)).toList();
    if (set.isEmpty()) {
      states.forEach(state -> state.accumulator().grow(1));
    }
  }

  void add(Batch batch) {
    if (set.isEmpty()) {
      addToOnly(batch);
      return;
    }
    readKeys(batch);
    SpillPartitions parts = rest;
    if (parts == null && isFull(batch.count())) {
      parts = new SpillPartitions(plan.input().types(), groupTypes(), level, execution);
      rest = parts;
    }
    if (parts == null) {
      addToAny(batch);
    } else {
      addToKnown(batch, parts);
    }
  }

  /** Adds rows without ever spilling any. */
  void addHere(Batch batch) {
    if (set.isEmpty()) {
      addToOnly(batch);
    } else {
      readKeys(batch);
      addToAny(batch);
    }
  }

  private void readKeys(Batch batch) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(plan.keys().get(set.get(i)));
    }
  }

  private void addToOnly(Batch batch) {
    if (noGroups.length < batch.positions()) {
      noGroups = new int[batch.positions()];
    }
    for (CallState state : states) {
      state.addToFirst(batch, noGroups);
    }
  }

  private void addToAny(Batch batch) {
    int before = groups.size();
    int[] numbers = groups.assign(columns, batch);
    grow(before);
    for (CallState state : states) {
      state.add(batch, numbers);
    }
  }

  private void grow(int before) {
    if (groups.size() > before) {
      long bytes = (groups.size() - before) * stateBytes();
      execution.memory().reserve(bytes);
      bytesReserved += bytes;
      states.forEach(state -> state.accumulator().grow(groups.size()));
    }
  }

  /**
   * Whether a worker had better leave the rest to be aggregated by one thread, which can spill:
   * there are as good as no groups of several rows, or too many for its part of the budget.
   */
  boolean isCrowded(long rows, int parts) {
    long own = groups.bytes() + bytesReserved;
    long next = groups.growthBytes(Batch.ROWS_MAX) + Batch.ROWS_MAX * stateBytes();
    boolean useless = rows >= ROWS_TRIED && 4L * groups.size() > rows;
    return useless
        || own + next > Math.max(execution.memory().bytesMax() / parts, next)
        || execution.memory().isScarce(own, next);
  }

  /** Adds what a worker has of the same set. */
  void merge(GroupingSetState other) {
    int[] numbers = new int[other.size()];
    if (!set.isEmpty()) {
      int before = groups.size();
      Batch chunk = new Batch(columns.length);
      for (int row = 0; row < numbers.length; ) {
        int end = other.groups.keys().chunk(row, chunk);
        for (int i = 0; i < columns.length; i++) {
          columns[i] = chunk.column(i);
        }
        System.arraycopy(groups.assign(columns, chunk), 0, numbers, row, end - row);
        row = end;
      }
      grow(before);
    }
    for (int i = 0; i < states.size(); i++) {
      Accumulator added = other.states.get(i).accumulator();
      states.get(i).accumulator().merge(added, 0, numbers.length, numbers);
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
    return set.stream().map(key -> plan.input().types().get(plan.keys().get(key))).toList();
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

  /** Completes the groups that are here; called once, after the last row. */
  void finish() {
    states.forEach(state -> state.finish(size()));
  }

  /** What is left in files, to be aggregated after the groups here. */
  @Nullable SpillPartitions takeRest() {
    SpillPartitions parts = rest;
    rest = null;
    return parts;
  }

  /** This set alone, over a part of what is left. */
  Operator operator(SpilledRows part) {
    AggregatePlan rest =
        new AggregatePlan(
            new SpilledPlan(part),
            plan.keys(),
            List.of(set),
            plan.calls(),
            List.of(plan.groupings().get(number)),
            plan.types());
    return rest.operator(execution, level + 1);
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
    return set.isEmpty() ? 1 : groups.size();
  }

  void results(int first, int count, Batch output) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = first + i;
    }
    for (int key = 0; key < plan.keys().size(); key++) {
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
    int column = plan.keys().size();
    for (CallState state : states) {
      state.accumulator().results(first, count, output.column(column++));
    }
    for (long grouping : plan.groupings().get(number)) {
      Arrays.fill(((LongVector) output.column(column++)).values(), 0, count, grouping);
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
