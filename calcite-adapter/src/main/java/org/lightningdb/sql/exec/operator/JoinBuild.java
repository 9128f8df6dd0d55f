package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.store.JoinTable;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The right side of a hash join: reads it into a table, then looks up left rows. Keys that are not
 * columns are kept as further columns of the table.
 */
final class JoinBuild {
  private final HashJoinPlan plan;
  private final Execution execution;
  private final Operator right;
  private final List<Evaluator> computedKeys = new ArrayList<>();
  private final List<Evaluator> leftKeys;
  private final JoinTable table;
  private final Batch stored;
  private final ColumnVector[] keys;
  private int[] firsts = new int[0];

  JoinBuild(HashJoinPlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.right = plan.right().operator(execution);
    this.leftKeys = plan.leftKeys().stream().map(key -> key.evaluator(execution)).toList();
    this.keys = new ColumnVector[leftKeys.size()];
    List<SqlType> types = new ArrayList<>(plan.right().types());
    int[] keyColumns = new int[keys.length];
    boolean[] nullSafe = new boolean[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Expression key = plan.rightKeys().get(i);
      nullSafe[i] = plan.nullSafe().get(i);
      if (key instanceof ColumnReference column) {
        keyColumns[i] = column.index();
      } else {
        keyColumns[i] = types.size();
        types.add(key.type());
        computedKeys.add(key.evaluator(execution));
      }
    }
    this.stored = new Batch(types.size());
    this.table = new JoinTable(types, keyColumns, nullSafe, execution.memory());
  }

  /** Reads the whole right side. */
  void run() {
    int columns = plan.right().types().size();
    right.open();
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      execution.context().checkCancelled();
      for (int i = 0; i < columns; i++) {
        stored.setColumn(i, batch.column(i));
      }
      for (int i = 0; i < computedKeys.size(); i++) {
        stored.setColumn(columns + i, computedKeys.get(i).evaluate(batch, batch.rows()));
      }
      stored.takeRows(batch);
      table.add(stored);
    }
    right.close();
    table.complete();
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
    return !isEmpty() && (table.isUnfindable(keys, position) || table.hasRowsWithoutKey());
  }

  void close() {
    right.close();
    table.clear();
  }
}
