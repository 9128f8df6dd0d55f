package org.lightningdb.sql.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.Selector;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/** One aggregate of one execution: drops what FILTER and DISTINCT exclude, then accumulates. */
public final class CallState {
  private final Accumulator accumulator;
  private final @Nullable Selector filter;
  private final List<Evaluator> distinct;
  private final @Nullable KeyGroups seen;
  private final Rows counted = new Rows();
  private final Rows fresh = new Rows();
  private final LongVector noGroups = new LongVector(0);
  private int[] selected = new int[0];
  private LongVector groupNumbers = noGroups;

  public CallState(AggregateCallPlan call, Execution execution) {
    this.accumulator = call.function().accumulator(execution);
    this.filter = call.filter() == null ? null : call.filter().selector(execution);
    this.distinct =
        call.distinct().stream().map(argument -> argument.evaluator(execution)).toList();
    if (distinct.isEmpty()) {
      this.seen = null;
    } else {
      List<SqlType> types = new ArrayList<>();
      types.add(SqlType.of(TypeKind.BIGINT));
      call.distinct().stream().map(Expression::type).forEach(types::add);
      this.seen = new KeyGroups(types, execution.memory());
    }
  }

  public Accumulator accumulator() {
    return accumulator;
  }

  /** Adds the rows of a batch to their groups. */
  public void add(Batch batch, int[] groups) {
    Rows rows = counted(batch, groups);
    if (rows.count() > 0) {
      accumulator.add(batch, rows, groups);
    }
  }

  /** Adds the rows of a batch to group 0, which is the group of each position. */
  public void addToFirst(Batch batch, int[] zeros) {
    Rows rows = counted(batch, zeros);
    if (rows.count() > 0) {
      accumulator.addToFirst(batch, rows, zeros);
    }
  }

  private Rows counted(Batch batch, int[] groups) {
    Rows rows = batch.rows();
    if (filter != null) {
      grow(batch.positions());
      rows = counted.set(selected, filter.select(batch, rows, selected));
    }
    KeyGroups keys = seen;
    return keys == null ? rows : unseen(keys, batch, rows, groups);
  }

  private void grow(int positions) {
    if (selected.length < positions) {
      selected = new int[positions];
    }
  }

  /** The rows whose group has not had these arguments before. */
  private Rows unseen(KeyGroups keys, Batch batch, Rows rows, int[] groups) {
    grow(batch.positions());
    if (groupNumbers.capacity() < batch.positions()) {
      groupNumbers = new LongVector(batch.positions());
    }
    ColumnVector[] columns = new ColumnVector[distinct.size() + 1];
    columns[0] = groupNumbers;
    for (int i = 0; i < distinct.size(); i++) {
      columns[i + 1] = distinct.get(i).evaluate(batch, rows);
    }
    Batch keyBatch = new Batch(0);
    keyBatch.reset(batch.positions());
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      groupNumbers.values()[position] = groups[position];
      selected[i] = position;
    }
    keyBatch.select(selected, rows.count());
    int before = keys.size();
    int[] numbers = keys.assign(columns, keyBatch);
    int kept = 0;
    for (int i = 0; i < keyBatch.count(); i++) {
      int position = selected[i];
      if (numbers[position] >= before) {
        before = Math.max(before, numbers[position] + 1);
        selected[kept++] = position;
      }
    }
    return fresh.set(selected, kept);
  }

  /** Gives back the memory that the function and DISTINCT took. */
  public void close() {
    accumulator.close();
    if (seen != null) {
      seen.clear();
    }
  }
}
