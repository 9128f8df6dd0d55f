package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.store.JoinTable;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * The right side of a hash join: reads it into a table, then looks up left rows. Keys that are not
 * columns are kept as further columns of the table.
 */
final class JoinBuild {
  /** Stands in the place of a filter and lets every row pass. */
  private static final Object NO_FILTER = new Object();

  private final HashJoinPlan plan;
  private final Execution execution;
  private final @Nullable Operator right;
  private final List<Evaluator> leftKeys;
  private final JoinTable table;

  /** Whose table this looks up, too; null = it has one of its own. */
  private final @Nullable JoinBuild main;

  private final KeyedColumns stored;
  private final ColumnVector[] keys;
  private final JoinPart part;
  private final List<SqlType> keyTypes = new ArrayList<>();
  private int[] firsts = new int[0];
  private @Nullable SpillPartitions partitions;
  private boolean nullKeys;

  JoinBuild(HashJoinPlan plan, Execution execution, JoinPart part) {
    this.plan = plan;
    this.main = null;
    this.part = part;
    this.execution = execution;
    this.right = plan.right().operator(execution);
    this.leftKeys = plan.leftKeys().stream().map(key -> key.evaluator(execution)).toList();
    this.keys = new ColumnVector[leftKeys.size()];
    this.stored = new KeyedColumns(plan.right().types(), plan.rightKeys(), execution);
    boolean[] nullSafe = new boolean[keys.length];
    for (int i = 0; i < keys.length; i++) {
      nullSafe[i] = plan.nullSafe().get(i);
      keyTypes.add(plan.rightKeys().get(i).type());
    }
    this.table = new JoinTable(stored.types(), stored.keyColumns(), nullSafe, execution.memory());
  }

  private JoinBuild(JoinBuild main, Execution execution) {
    this.plan = main.plan;
    this.main = main;
    this.part = main.part;
    this.execution = execution;
    this.right = null;
    this.leftKeys = plan.leftKeys().stream().map(key -> key.evaluator(execution)).toList();
    this.keys = new ColumnVector[leftKeys.size()];
    this.keyTypes.addAll(main.keyTypes);
    this.stored = main.stored;
    this.table = main.table.beside();
  }

  /**
   * The same right rows for another thread, once they are all in memory. They are this one's: it is
   * closed last.
   */
  JoinBuild beside(Execution workerExecution) {
    return new JoinBuild(this, workerExecution);
  }

  /**
   * Reads the whole right side, unless that is done.
   *
   * @return whether it is in memory; else {@link #partitions} has it
   */
  boolean run() {
    Operator right = this.right;
    if (right == null) {
      return true;
    }
    plan.filters().forEach(filter -> execution.setWorkingRows(filter.number(), NO_FILTER));
    right.open();
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      execution.context().checkCancelled();
      stored.take(batch);
      keep(batch.count());
    }
    right.close();
    if (partitions == null) {
      table.complete();
      for (HashJoinPlan.FilteredKey filter : plan.filters()) {
        execution.setWorkingRows(filter.number(), table.filter(filter.key()));
      }
    }
    return partitions == null;
  }

  private void keep(int rowCount) {
    SpillPartitions parts = partitions;
    if (parts == null
        && part.level() < SpillPartitions.LEVEL_MAX
        && execution.memory().isScarce(table.bytes(), table.growthBytes(rowCount))) {
      parts = spill();
    }
    if (parts == null) {
      table.add(stored.batch());
    } else {
      parts.add(stored.batch(), storedKeys(stored.batch()));
    }
  }

  /** Moves the rows collected so far into files. */
  private SpillPartitions spill() {
    SpillPartitions parts =
        new SpillPartitions(plan.right().types(), keyTypes, part.level(), execution);
    partitions = parts;
    Batch chunk = new Batch(stored.types().size());
    for (int row = 0; row < table.rows().size(); ) {
      row = table.rows().chunk(row, chunk);
      parts.add(chunk, storedKeys(chunk));
    }
    nullKeys = table.hasRowsWithoutKey();
    table.clear();
    return parts;
  }

  private ColumnVector[] storedKeys(Batch batch) {
    int[] keyColumns = stored.keyColumns();
    ColumnVector[] result = new ColumnVector[keyColumns.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = batch.column(keyColumns[i]);
      nullKeys |= partitions != null && !plan.nullSafe().get(i) && hasNull(result[i], batch.rows());
    }
    return result;
  }

  private static boolean hasNull(ColumnVector vector, Rows rows) {
    for (int i = 0; vector.hasNulls() && i < rows.count(); i++) {
      if (vector.isNull(rows.position(i))) {
        return true;
      }
    }
    return false;
  }

  /** The right side in files; only if it is not in memory. */
  SpillPartitions partitions() {
    return Objects.requireNonNull(partitions);
  }

  /** What the parts of this join have to know of all its right rows. */
  JoinPart nextPart() {
    return new JoinPart(part.level() + 1, true, part.nullKeys() || nullKeys);
  }

  /**
   * Divides the left side as the right side is.
   *
   * @param types of the left rows; if there is one more, it is the row's number
   */
  SpillPartitions divideLeft(Operator left, List<SqlType> types) {
    SpillPartitions parts = new SpillPartitions(types, keyTypes, part.level(), execution);
    int columns = plan.left().types().size();
    Batch wide = new Batch(types.size());
    long next = 0;
    try {
      for (Batch batch = left.next(); batch != null; batch = left.next()) {
        execution.context().checkCancelled();
        for (int i = 0; i < keys.length; i++) {
          keys[i] = leftKeys.get(i).evaluate(batch, batch.rows());
        }
        for (int i = 0; i < columns; i++) {
          wide.setColumn(i, batch.column(i));
        }
        if (types.size() > columns) {
          LongVector numbers = new LongVector(batch.positions());
          next = OrderedParts.number(batch, numbers, next);
          wide.setColumn(columns, numbers);
        }
        wide.takeRows(batch);
        parts.add(wide, keys);
      }
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
    return parts;
  }

  boolean isEmpty() {
    return table.rows().size() == 0;
  }

  RowStore rows() {
    return table.rows();
  }

  /** Whether a left row has at most one match. */
  boolean isUnique() {
    return table.isUnique();
  }

  /**
   * Looks up the rows of a left batch.
   *
   * @return by position the first right row with its keys, or -1; valid until the next call
   */
  int[] probe(Batch batch) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = leftKeys.get(i).evaluate(batch, batch.rows());
    }
    if (firsts.length < batch.positions()) {
      firsts = new int[batch.positions()];
    }
    table.lookUp(keys, batch, firsts);
    return firsts;
  }

  /** The next right row with the keys of a position of the batch looked up last, or -1. */
  int next(int row, int position) {
    return table.next(row, keys, position);
  }

  /** Whether the only equality is unknown, not false, for some right row. */
  boolean isUnknown(int position) {
    boolean anyRight = part.anyRight() || !isEmpty();
    boolean nullRight = part.nullKeys() || table.hasRowsWithoutKey();
    return anyRight && (nullRight || table.isUnfindable(keys, position));
  }

  void close() {
    if (main != null) {
      return;
    }
    if (right != null) {
      right.close();
    }
    table.clear();
    if (partitions != null) {
      partitions.close();
      partitions = null;
    }
    nullKeys = false;
  }
}
