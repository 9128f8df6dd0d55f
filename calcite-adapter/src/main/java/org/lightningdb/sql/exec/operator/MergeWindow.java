package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * The right rows that a merge join has read and not yet passed. The rows with the key of the left
 * row looked at last are those from {@code start} to before {@code end}; rows before are passed.
 * Row numbers hold until the next {@link #load}.
 */
final class MergeWindow {
  private final MergeJoinPlan plan;
  private final Execution execution;
  private final Operator right;
  private final int[] keyColumns;
  private final ValueOrder[] orders;
  private final KeyedColumns stored;
  private final BitSet matched = new BitSet();
  private final boolean integers;
  private RowStore rows;
  private int start;
  private int end;
  private int handedOut;
  private boolean complete;
  private boolean ended;
  private boolean repeated;

  /** The keys of the rows, ascending, if the only key is a number without NULLs. */
  private long[] words = new long[0];

  private boolean hasWords;
  private final long flip;

  MergeWindow(MergeJoinPlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.right = plan.right().operator(execution);
    List<Expression> rightKeys = plan.keys().stream().map(MergeJoinPlan.Key::right).toList();
    this.stored = new KeyedColumns(plan.right().types(), rightKeys, execution);
    this.keyColumns = stored.keyColumns();
    this.orders =
        rightKeys.stream()
            .map(key -> ValueOrder.of(key.type().columnKind()))
            .toArray(ValueOrder[]::new);
    this.integers =
        rightKeys.size() == 1 && rightKeys.get(0).type().columnKind() == ColumnKind.LONG;
    this.flip = plan.keys().get(0).descending() ? -1 : 0;
    this.rows = new RowStore(stored.types(), execution.memory());
  }

  void open() {
    start = 0;
    end = 0;
    handedOut = 0;
    complete = false;
    ended = false;
    hasWords = integers;
    matched.clear();
    right.open();
  }

  RowStore rows() {
    return rows;
  }

  /** Whether every right row has been passed. */
  boolean isExhausted() {
    return ended && start == rows.size();
  }

  /** Notes that a row has matched. */
  void setMatched(int row) {
    matched.set(row);
  }

  /** Whether any left row of the last {@link #match} has more than one right row. */
  boolean isRepeated() {
    return repeated;
  }

  /**
   * Finds the right rows of left rows, as far as those read so far tell.
   *
   * @param keys the left keys
   * @param from the first of {@code left} to look at
   * @param firsts receives by position the first row with the key, or -1
   * @param ends receives by position the row after the last one
   * @return the index in {@code left} of the first row that needs more right rows, or its count
   */
  int match(ColumnVector[] keys, Rows left, int from, int[] firsts, int[] ends) {
    repeated = false;
    boolean nulls = false;
    for (ColumnVector key : keys) {
      nulls |= key.hasNulls();
    }
    if (hasWords && !nulls) {
      return matchWords(((LongVector) keys[0]).values(), left, from, firsts, ends);
    }
    for (int i = from; i < left.count(); i++) {
      int position = left.position(i);
      if (nulls && hasNoMatch(keys, position)) {
        firsts[position] = -1;
        continue;
      }
      if (!find(keys, position)) {
        return i;
      }
      boolean found = start < end;
      firsts[position] = found ? start : -1;
      ends[position] = end;
      repeated |= found && end - start > 1;
    }
    return left.count();
  }

  /** The same for keys that are numbers. */
  private int matchWords(long[] keys, Rows left, int from, int[] firsts, int[] ends) {
    long[] stored = words;
    int size = rows.size();
    int first = start;
    int after = Math.max(start, end);
    int i = from;
    for (; i < left.count(); i++) {
      int position = left.position(i);
      long key = keys[position] ^ flip;
      while (first < size && stored[first] < key) {
        first++;
      }
      if (first == size && !ended) {
        break;
      }
      if (first == size || stored[first] != key) {
        firsts[position] = -1;
        continue;
      }
      after = Math.max(after, first + 1);
      while (after < size && stored[after] == key) {
        after++;
      }
      if (after == size && !ended) {
        break;
      }
      firsts[position] = first;
      ends[position] = after;
      repeated |= after - first > 1;
    }
    start = first;
    end = Math.max(first, after);
    complete = false;
    return i;
  }

  /** Whether NULL in a key keeps a left row from matching. */
  private boolean hasNoMatch(ColumnVector[] keys, int position) {
    for (int i = 0; i < keys.length; i++) {
      if (!plan.keys().get(i).nullSafe() && keys[i].isNull(position)) {
        return true;
      }
    }
    return false;
  }

  /** Makes the rows of a left row's key current; false if more rows have to be read first. */
  private boolean find(ColumnVector[] keys, int position) {
    int size = rows.size();
    while (start < size) {
      int order = compare(start, keys, position);
      if (order > 0) {
        end = start;
        complete = false;
        return true;
      }
      if (order == 0) {
        if (!complete) {
          end = Math.max(end, start + 1);
          while (end < size && compare(end, keys, position) == 0) {
            end++;
          }
          complete = end < size || ended;
        }
        return complete;
      }
      start = Math.max(end, start + 1);
      complete = false;
    }
    end = start;
    return ended;
  }

  /** The place of a stored row's key relative to a left one. */
  private int compare(int row, ColumnVector[] keys, int position) {
    int at = RowStore.position(row);
    for (int i = 0; i < orders.length; i++) {
      int order = compare(i, rows.vector(keyColumns[i], row), at, keys[i], position);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int compare(int number, ColumnVector a, int leftAt, ColumnVector b, int rightAt) {
    MergeJoinPlan.Key key = plan.keys().get(number);
    boolean leftNull = a.isNull(leftAt);
    boolean rightNull = b.isNull(rightAt);
    if (leftNull || rightNull) {
      return leftNull == rightNull ? 0 : leftNull == key.nullsFirst() ? -1 : 1;
    }
    int order = orders[number].compare(a, leftAt, b, rightAt);
    return key.descending() ? -order : order;
  }

  /** Passes all rows that are there. */
  void passAll() {
    start = rows.size();
    end = start;
    complete = false;
  }

  /**
   * The next passed row that matched, or of those that did not; -1 if there is none yet. All must
   * be taken before {@link #load}.
   */
  int nextPassed(boolean wanted) {
    int row = wanted ? matched.nextSetBit(handedOut) : matched.nextClearBit(handedOut);
    handedOut = row < 0 || row >= start ? start : row + 1;
    return row < 0 || row >= start ? -1 : row;
  }

  /** Forgets passed rows and reads more; without effect after the last one. */
  void load() {
    if (ended) {
      return;
    }
    execution.context().checkCancelled();
    Batch batch = right.next();
    if (batch == null) {
      ended = true;
      complete = start < end;
      right.close();
      return;
    }
    forgetPassed();
    stored.take(batch);
    int before = rows.size();
    rows.append(stored.batch());
    if (hasWords) {
      addWords(stored.batch().column(keyColumns[0]), before);
    }
  }

  private void addWords(ColumnVector key, int before) {
    if (key.hasNulls()) {
      hasWords = false;
      return;
    }
    if (words.length < rows.size()) {
      words = Arrays.copyOf(words, Math.max(rows.size(), 2 * words.length));
    }
    long[] values = ((LongVector) key).values();
    Rows added = stored.batch().rows();
    for (int i = 0; i < added.count(); i++) {
      words[before + i] = values[added.position(i)] ^ flip;
    }
  }

  private void forgetPassed() {
    if (start == 0) {
      return;
    }
    RowStore passed = rows;
    if (hasWords) {
      System.arraycopy(words, start, words, 0, passed.size() - start);
    }
    BitSet kept = matched.get(start, Math.max(start, matched.length()));
    matched.clear();
    matched.or(kept);
    if (start == passed.size()) {
      passed.clear();
    } else {
      rows = new RowStore(stored.types(), execution.memory());
      ColumnVector[] row = new ColumnVector[stored.types().size()];
      for (int i = start; i < passed.size(); i++) {
        for (int column = 0; column < row.length; column++) {
          row[column] = passed.vector(column, i);
        }
        rows.append(row, RowStore.position(i));
      }
      passed.clear();
    }
    end = Math.max(0, end - start);
    handedOut = Math.max(0, handedOut - start);
    start = 0;
  }

  void close() {
    right.close();
    rows.clear();
    matched.clear();
  }
}
