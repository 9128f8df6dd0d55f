package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.RowSorter;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * One execution of an ASOF join. The right rows are kept with two more columns, the value to match
 * and the number of their key, and sorted by both; a left row finds the rows of its key and then
 * the nearest by halving. Rows with a NULL among these values match nothing.
 */
final class AsofJoinOperator implements Operator {
  private final AsofJoinPlan plan;
  private final Execution execution;
  private final Operator left;
  private final Operator right;
  private final List<Evaluator> leftKeys = new ArrayList<>();
  private final List<Evaluator> rightKeys = new ArrayList<>();
  private final Evaluator leftMatch;
  private final Evaluator rightMatch;
  private final ValueOrder order;
  private final int rightColumns;
  private final RowStore stored;
  private final KeyGroups groups;
  private final PairBatch pairs;
  private int[] sorted = new int[0];
  private int[] starts = new int[0];
  private int[] found = new int[0];
  private int[] positions = new int[0];
  private final Rows asked = new Rows();
  private boolean built;
  private boolean closed;

  AsofJoinOperator(AsofJoinPlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.left = plan.left().operator(execution);
    this.right = plan.right().operator(execution);
    for (AsofJoinPlan.Key key : plan.keys()) {
      leftKeys.add(key.left().evaluator(execution));
      rightKeys.add(key.right().evaluator(execution));
    }
    this.leftMatch = plan.match().left().evaluator(execution);
    this.rightMatch = plan.match().right().evaluator(execution);
    this.order = ValueOrder.of(plan.match().right().type().columnKind());
    this.rightColumns = plan.right().types().size();
    this.stored = new RowStore(storedTypes(), execution.memory());
    this.groups =
        new KeyGroups(
            plan.keys().stream().map(key -> key.right().type()).toList(), execution.memory());
    this.pairs = new PairBatch(plan.left().types(), plan.right().types());
  }

  private List<SqlType> storedTypes() {
    List<SqlType> types = new ArrayList<>(plan.right().types());
    types.add(plan.match().right().type());
    types.add(SqlType.of(TypeKind.INTEGER));
    return types;
  }

  @Override
  public void open() {
    closed = false;
    built = false;
  }

  @Override
  public @Nullable Batch next() {
    if (closed) {
      return null;
    }
    if (!built) {
      build();
    }
    for (Batch rows = left.next(); rows != null; rows = left.next()) {
      execution.context().checkCancelled();
      Batch result = join(rows);
      if (result != null) {
        return result;
      }
    }
    return null;
  }

  private void build() {
    right.open();
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      execution.context().checkCancelled();
      keep(batch);
    }
    right.close();
    sort();
    built = true;
    left.open();
  }

  /** Stores the rows of a right batch that something can match. */
  private void keep(Batch batch) {
    ColumnVector[] keys = values(rightKeys, batch);
    ColumnVector match = rightMatch.evaluate(batch, batch.rows());
    Rows rows = matchable(batch, keys, match);
    if (rows.count() == 0) {
      return;
    }
    Batch wide = new Batch(rightColumns + 2);
    for (int i = 0; i < rightColumns; i++) {
      wide.setColumn(i, batch.column(i));
    }
    LongVector numbers =
        (LongVector)
            ColumnVector.create(SqlType.of(TypeKind.INTEGER).columnKind(), batch.positions());
    wide.setColumn(rightColumns, match);
    wide.setColumn(rightColumns + 1, numbers);
    wide.reset(batch.positions());
    wide.select(positions, rows.count());
    if (keys.length > 0) {
      int[] assigned = groups.assign(keys, wide);
      for (int i = 0; i < rows.count(); i++) {
        numbers.set(rows.position(i), assigned[rows.position(i)]);
      }
    } else {
      for (int i = 0; i < rows.count(); i++) {
        numbers.set(rows.position(i), 0);
      }
    }
    stored.append(wide);
  }

  private static ColumnVector[] values(List<Evaluator> evaluators, Batch batch) {
    ColumnVector[] values = new ColumnVector[evaluators.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluators.get(i).evaluate(batch, batch.rows());
    }
    return values;
  }

  /** The rows of a batch without NULL in the values that count. */
  private Rows matchable(Batch batch, ColumnVector[] keys, ColumnVector match) {
    if (positions.length < batch.positions()) {
      positions = new int[batch.positions()];
    }
    int count = 0;
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.rows().position(i);
      boolean known = !match.isNull(position);
      for (ColumnVector key : keys) {
        known &= !key.isNull(position);
      }
      if (known) {
        positions[count++] = position;
      }
    }
    return asked.set(positions, count);
  }

  private void sort() {
    execution.memory().reserve(12L * stored.size());
    List<SortKey> keys =
        List.of(
            new SortKey(rightColumns + 1, false, false), new SortKey(rightColumns, false, false));
    sorted = new RowSorter(stored, storedTypes(), keys).sort();
    starts = new int[Math.max(1, groups.size()) + 1];
    for (int row : sorted) {
      starts[group(row) + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
  }

  private int group(int row) {
    return (int) ((LongVector) stored.vector(rightColumns + 1, row)).get(RowStore.position(row));
  }

  private @Nullable Batch join(Batch rows) {
    if (found.length < rows.positions()) {
      found = new int[rows.positions()];
    }
    for (int i = 0; i < rows.count(); i++) {
      found[rows.rows().position(i)] = -1;
    }
    ColumnVector[] keys = values(leftKeys, rows);
    ColumnVector match = leftMatch.evaluate(rows, rows.rows());
    Rows open = matchable(rows, keys, match);
    if (stored.size() > 0 && open.count() > 0) {
      int[] numbers = keys.length > 0 ? groups.lookUp(keys, rows) : null;
      for (int i = 0; i < open.count(); i++) {
        int position = open.position(i);
        int group = numbers == null ? 0 : numbers[position];
        if (group >= 0) {
          found[position] = nearest(group, match, position);
        }
      }
    }
    if (plan.keepsLeft()) {
      return pairs.beside(rows, rows.rows(), found, stored);
    }
    int count = 0;
    for (int i = 0; i < open.count(); i++) {
      int position = open.position(i);
      if (found[position] >= 0) {
        positions[count++] = position;
      }
    }
    return count == 0 ? null : pairs.beside(rows, asked.set(positions, count), found, stored);
  }

  /** The row of a group that is nearest to a left value; -1 if there is none. */
  private int nearest(int group, ColumnVector values, int position) {
    int low = starts[group];
    int high = starts[group + 1];
    boolean below = plan.nearest().isBelow();
    boolean passesEqual = below == plan.nearest().takesEqual();
    // Finds the first row above the value, or the first at it or above.
    while (low < high) {
      int middle = (low + high) >>> 1;
      int row = sorted[middle];
      int comparison =
          order.compare(stored.vector(rightColumns, row), RowStore.position(row), values, position);
      if (comparison < 0 || (comparison == 0 && passesEqual)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (below) {
      return low > starts[group] ? sorted[low - 1] : -1;
    }
    return low < starts[group + 1] ? sorted[low] : -1;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      left.close();
      right.close();
      execution.memory().release(12L * sorted.length);
      sorted = new int[0];
      stored.clear();
      groups.clear();
    }
  }
}
