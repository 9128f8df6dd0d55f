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
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.storage.vector.LongVector;

/**
 * One aggregate of one execution: drops what FILTER and DISTINCT exclude, then accumulates. Values
 * of DISTINCT that are put off because memory is scarce are accumulated apart, and merged in the
 * end.
 */
public final class CallState {
  private static final long GROUP_BYTES = 24;

  private final AggregateCallPlan call;
  private final Execution execution;
  private final Accumulator accumulator;
  private final @Nullable Selector filter;
  private final List<Evaluator> distinct;
  private final @Nullable DistinctValues seen;
  private final Rows counted = new Rows();
  private final Rows fresh = new Rows();
  private final Batch values;
  private int[] selected = new int[0];
  private int[] unseen = new int[0];
  private LongVector groupNumbers = new LongVector(0);
  private int[] groupsOfValues = new int[0];

  public CallState(AggregateCallPlan call, Execution execution) {
    this.call = call;
    this.execution = execution;
    this.accumulator = call.function().accumulator(execution);
    this.filter = call.filter() == null ? null : call.filter().selector(execution);
    this.distinct =
        call.distinct().stream().map(argument -> argument.evaluator(execution)).toList();
    this.values = new Batch(distinct.size() + 1);
    if (distinct.isEmpty()) {
      this.seen = null;
    } else {
      List<SqlType> types = new ArrayList<>();
      types.add(SqlType.of(TypeKind.BIGINT));
      call.distinct().stream().map(Expression::type).forEach(types::add);
      int level = call.ofValues() == null ? SpillPartitions.LEVEL_MAX : 0;
      this.seen = new DistinctValues(types, execution, level);
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
    DistinctValues known = seen;
    return known == null ? rows : unseen(known, batch, rows, groups);
  }

  private void grow(int positions) {
    if (selected.length < positions) {
      selected = new int[positions];
    }
  }

  /** The rows whose group has not had these arguments before. */
  private Rows unseen(DistinctValues known, Batch batch, Rows rows, int[] groups) {
    grow(batch.positions());
    if (unseen.length < batch.positions()) {
      unseen = new int[batch.positions()];
      groupNumbers = new LongVector(batch.positions());
    }
    values.setColumn(0, groupNumbers);
    for (int i = 0; i < distinct.size(); i++) {
      values.setColumn(i + 1, distinct.get(i).evaluate(batch, rows));
    }
    values.reset(batch.positions());
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      groupNumbers.values()[position] = groups[position];
      selected[i] = position;
    }
    values.select(selected, rows.count());
    return fresh.set(unseen, known.findNew(values, unseen));
  }

  /** Accumulates what was put off; called once, after all rows and before the results. */
  public void finish(int groupCount) {
    AggregateFunction function = call.ofValues();
    if (seen == null || function == null) {
      return;
    }
    long bytes = GROUP_BYTES * groupCount;
    Accumulator[] late = new Accumulator[1];
    execution.memory().reserve(bytes);
    try {
      seen.finish(
          batch -> {
            if (late[0] == null) {
              late[0] = function.accumulator(execution);
              late[0].grow(groupCount);
            }
            late[0].add(batch, batch.rows(), groupsOf(batch));
          });
      if (late[0] != null) {
        int[] groups = new int[groupCount];
        for (int i = 0; i < groupCount; i++) {
          groups[i] = i;
        }
        accumulator.merge(late[0], 0, groupCount, groups);
      }
    } finally {
      execution.memory().release(bytes);
    }
  }

  private int[] groupsOf(Batch batch) {
    if (groupsOfValues.length < batch.positions()) {
      groupsOfValues = new int[batch.positions()];
    }
    LongVector numbers = (LongVector) batch.column(0);
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.rows().position(i);
      groupsOfValues[position] = (int) numbers.get(position);
    }
    return groupsOfValues;
  }

  /** Gives back the memory that the function and DISTINCT took. */
  public void close() {
    accumulator.close();
    if (seen != null) {
      seen.close();
    }
  }
}
