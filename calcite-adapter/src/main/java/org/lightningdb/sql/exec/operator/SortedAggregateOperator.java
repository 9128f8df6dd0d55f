package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.aggregate.CallState;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * One execution of a sorted aggregate. Groups are numbered as they begin. When enough of them have
 * ended, those are given out, the state starts anew, and the rest of the batch, which belongs to
 * the group that goes on, begins the next round.
 */
final class SortedAggregateOperator implements Operator {
  private final SortedAggregatePlan plan;
  private final Execution execution;
  private final Operator input;
  private final ValueOrder[] orders;
  private final ColumnVector[] columns;
  private final RowStore keys;
  private final Batch starts;
  private final Batch part;
  private final Batch output;
  private List<CallState> states = List.of();
  private boolean[] begins = new boolean[0];
  private int[] groups = new int[0];
  private int[] selected = new int[0];
  private int[] startRows = new int[0];
  private int[] resultRows = new int[Batch.ROWS_MAX];
  private @Nullable Batch rest;
  private int restFrom;
  private int groupsWanted;
  private int ready;
  private int given;
  private boolean ended = true;

  SortedAggregateOperator(SortedAggregatePlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.input = plan.input().operator(execution);
    List<SqlType> keyTypes = plan.keys().stream().map(plan.input().types()::get).toList();
    this.orders =
        keyTypes.stream().map(type -> ValueOrder.of(type.columnKind())).toArray(ValueOrder[]::new);
    this.columns = new ColumnVector[orders.length];
    this.keys = new RowStore(keyTypes, execution.memory());
    this.starts = new Batch(orders.length);
    this.part = new Batch(plan.input().types().size());
    this.output = new Batch(plan.types().size());
  }

  @Override
  public void open() {
    ended = false;
    rest = null;
    groupsWanted = 1;
    input.open();
    begin();
  }

  private void begin() {
    ready = 0;
    given = 0;
    keys.clear();
    closeStates();
    states = plan.calls().stream().map(call -> new CallState(call, execution)).toList();
  }

  @Override
  public @Nullable Batch next() {
    while (given == ready) {
      if (ready > 0) {
        begin();
      }
      if (ended) {
        return null;
      }
      collect();
    }
    return results();
  }

  /** Reads until enough groups have ended, or all. */
  private void collect() {
    Batch held = rest;
    rest = null;
    if (held != null) {
      add(held, restFrom, held.count());
    }
    while (ready == 0 && !ended) {
      Batch batch = input.next();
      if (batch == null) {
        ended = true;
        ready = keys.size();
        input.close();
      } else {
        execution.context().checkCancelled();
        take(batch);
      }
    }
    states.forEach(state -> state.finish(ready));
  }

  private void take(Batch batch) {
    int begun = findBeginnings(batch);
    int count = batch.count();
    if (begun > 0 && keys.size() + begun > groupsWanted) {
      int last = count - 1;
      while (!begins[last]) {
        last--;
      }
      if (last > 0) {
        add(batch, 0, last);
      }
      ready = keys.size();
      rest = batch;
      restFrom = last;
      groupsWanted = Batch.ROWS_MAX;
    } else {
      add(batch, 0, count);
    }
  }

  /** Finds the rows of a batch that begin a group. */
  private int findBeginnings(Batch batch) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(plan.keys().get(i));
    }
    Rows rows = batch.rows();
    int count = rows.count();
    if (begins.length < count) {
      begins = new boolean[count];
    }
    if (count == 0) {
      return 0;
    }
    begins[0] = keys.size() == 0 || isOther(rows.position(0));
    if (columns.length == 1 && columns[0] instanceof LongVector longs && !longs.hasNulls()) {
      long[] values = longs.values();
      for (int i = 1; i < count; i++) {
        begins[i] = values[rows.position(i)] != values[rows.position(i - 1)];
      }
    } else {
      for (int i = 1; i < count; i++) {
        begins[i] = isDifferent(columns, rows.position(i - 1), rows.position(i));
      }
    }
    int begun = 0;
    for (int i = 0; i < count; i++) {
      begun += begins[i] ? 1 : 0;
    }
    return begun;
  }

  /** Whether a row is not of the group that goes on. */
  private boolean isOther(int position) {
    int row = keys.size() - 1;
    for (int i = 0; i < columns.length; i++) {
      if (isDifferent(i, keys.vector(i, row), RowStore.position(row), columns[i], position)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDifferent(ColumnVector[] vectors, int first, int second) {
    for (int i = 0; i < vectors.length; i++) {
      if (isDifferent(i, vectors[i], first, vectors[i], second)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDifferent(int key, ColumnVector a, int at, ColumnVector b, int other) {
    boolean firstNull = a.isNull(at);
    boolean secondNull = b.isNull(other);
    return (firstNull || secondNull)
        ? firstNull != secondNull
        : orders[key].compare(a, at, b, other) != 0;
  }

  /** Adds some rows of the batch whose beginnings are known. */
  private void add(Batch batch, int from, int to) {
    if (groups.length < batch.positions()) {
      groups = new int[batch.positions()];
      selected = new int[batch.positions()];
      startRows = new int[batch.positions()];
    }
    int group = keys.size() - 1;
    int begun = 0;
    for (int i = from; i < to; i++) {
      int position = batch.rows().position(i);
      if (begins[i]) {
        group++;
        startRows[begun++] = position;
      }
      groups[position] = group;
      selected[i - from] = position;
    }
    if (begun > 0) {
      addKeys(batch, begun);
    }
    for (int i = 0; i < part.columnCount(); i++) {
      part.setColumn(i, batch.column(i));
    }
    part.reset(batch.positions());
    if (to - from < batch.positions()) {
      part.select(selected, to - from);
    }
    for (CallState state : states) {
      state.add(part, groups);
    }
  }

  private void addKeys(Batch batch, int begun) {
    for (int i = 0; i < columns.length; i++) {
      starts.setColumn(i, batch.column(plan.keys().get(i)));
    }
    starts.reset(batch.positions());
    starts.select(startRows, begun);
    keys.append(starts);
    states.forEach(state -> state.accumulator().grow(keys.size()));
  }

  private Batch results() {
    int count = Math.min(Batch.ROWS_MAX, ready - given);
    for (int i = 0; i < output.columnCount(); i++) {
      ColumnVector vector = output.column(i);
      if (vector == null) {
        output.setColumn(i, ColumnVector.create(plan.types().get(i).columnKind(), Batch.ROWS_MAX));
      } else {
        vector.clear();
      }
    }
    for (int i = 0; i < count; i++) {
      resultRows[i] = given + i;
    }
    for (int i = 0; i < columns.length; i++) {
      keys.gather(i, resultRows, 0, count, output.column(i));
    }
    int column = columns.length;
    for (CallState state : states) {
      state.accumulator().results(given, count, output.column(column++));
    }
    given += count;
    output.reset(count);
    return output;
  }

  private void closeStates() {
    states.forEach(CallState::close);
    states = List.of();
  }

  @Override
  public void close() {
    ended = true;
    rest = null;
    ready = 0;
    given = 0;
    closeStates();
    keys.clear();
    input.close();
  }
}
