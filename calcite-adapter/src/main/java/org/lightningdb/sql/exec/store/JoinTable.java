package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.QueryMemory;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.KeyFilter;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The rows of one side of a join, found by key. Rows whose keys have the same slot are chained; a
 * row with NULL in a key column that equality ignores is stored but never found. The slot of a key
 * is its hash, or, if the only key is an integer and the keys lie close together, its distance from
 * the least one.
 */
public final class JoinTable {
  private static final int ROWS_FIRST = 1024;
  private static final int SLOTS_PER_ROW_MAX = 4;

  private final RowStore rows;
  private final int[] keyColumns;
  private final boolean[] nullSafe;
  private final KeyWords words;
  private final KeyMatch match;
  private final QueryMemory memory;
  private final List<SqlType> keyTypes;
  private final BitSet withoutKey;
  private final long[][] stored;
  private int[] heads = new int[1];
  private int[] next = new int[0];
  private boolean direct;
  private boolean unique;
  private long least;
  private long bytesReserved;
  private long[][] asked = new long[0][];
  private int[] hashes = new int[0];

  /**
   * @param types of the columns kept
   * @param keyColumns which of them are the key
   * @param nullSafe for each key column whether NULL equals NULL
   */
  public JoinTable(List<SqlType> types, int[] keyColumns, boolean[] nullSafe, QueryMemory memory) {
    this.rows = new RowStore(types, memory);
    this.keyColumns = keyColumns.clone();
    this.nullSafe = nullSafe.clone();
    this.memory = memory;
    this.withoutKey = new BitSet();
    this.keyTypes = Arrays.stream(keyColumns).mapToObj(types::get).toList();
    this.words = new KeyWords(keyTypes);
    this.stored = new long[keyColumns.length][0];
    this.match = new KeyMatch(rows, this.keyColumns, orders(keyTypes), words);
  }

  private JoinTable(JoinTable main) {
    this.rows = main.rows;
    this.keyColumns = main.keyColumns;
    this.nullSafe = main.nullSafe;
    this.memory = main.memory;
    this.words = new KeyWords(main.keyTypes);
    this.keyTypes = main.keyTypes;
    this.withoutKey = main.withoutKey;
    this.stored = main.stored;
    this.match = new KeyMatch(rows, keyColumns, orders(keyTypes), words);
    this.heads = main.heads;
    this.next = main.next;
    this.direct = main.direct;
    this.unique = main.unique;
    this.least = main.least;
  }

  /** The same completed table for another thread to look up; not to be changed or cleared. */
  public JoinTable beside() {
    return new JoinTable(this);
  }

  private static ValueOrder[] orders(List<SqlType> types) {
    return types.stream().map(type -> ValueOrder.of(type.columnKind())).toArray(ValueOrder[]::new);
  }

  public RowStore rows() {
    return rows;
  }

  /** Whether any row has NULL in a key column, so that nothing finds it. */
  public boolean hasRowsWithoutKey() {
    return !withoutKey.isEmpty();
  }

  /** Whether no two rows that can be found have the same key; known after {@link #complete}. */
  public boolean isUnique() {
    return unique;
  }

  /** Adds the rows of a batch; {@link #complete} makes them findable. */
  public void add(Batch batch) {
    int first = rows.size();
    ColumnVector[] keys = new ColumnVector[keyColumns.length];
    boolean findable = true;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(keyColumns[i]);
      findable &= nullSafe[i] || !keys[i].hasNulls();
    }
    rows.append(batch);
    grow();
    long[][] added = words.of(keys, batch);
    Rows selected = batch.rows();
    for (int column = 0; column < added.length; column++) {
      long[] from = added[column];
      long[] to = stored[column];
      for (int i = 0; i < selected.count(); i++) {
        to[first + i] = from[selected.position(i)];
      }
    }
    for (int i = 0; !findable && i < selected.count(); i++) {
      if (isUnfindable(keys, selected.position(i))) {
        withoutKey.set(first + i);
      }
    }
  }

  private void grow() {
    for (int i = 0; i < stored.length; i++) {
      if (rows.size() > stored[i].length) {
        long twice = Math.min(Integer.MAX_VALUE - 8L, 2L * stored[i].length);
        int capacity = (int) Math.max(Math.max(rows.size(), twice), ROWS_FIRST);
        reserve(8L * (capacity - stored[i].length));
        stored[i] = Arrays.copyOf(stored[i], capacity);
      }
    }
  }

  private void reserve(long bytes) {
    memory.reserve(bytes);
    bytesReserved += bytes;
  }

  /** Chains the rows after the last was added; the rows of a chain come in the order added. */
  public void complete() {
    direct = isDirect();
    int size = rows.size();
    if (!direct) {
      int slots = Integer.highestOneBit(Math.max(1, size)) << 1;
      reserve(4L * slots);
      heads = new int[slots];
    }
    reserve(4L * size);
    next = new int[size];
    unique = true;
    for (int row = size - 1; row >= 0; row--) {
      if (!withoutKey.get(row)) {
        int slot =
            direct
                ? (int) (stored[0][row] - least)
                : KeyWords.hash(stored, row) & (heads.length - 1);
        next[row] = heads[slot];
        heads[slot] = row + 1;
        unique = unique && !isRepeated(row);
      }
    }
  }

  /** Makes the slots the numbers from the least key to the greatest if that takes little memory. */
  private boolean isDirect() {
    boolean integer =
        keyColumns.length == 1
            && !nullSafe[0]
            && rows.kind(keyColumns[0]) == ColumnKind.LONG
            && rows.size() > withoutKey.cardinality();
    if (!integer) {
      return false;
    }
    least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int row = 0; row < rows.size(); row++) {
      if (!withoutKey.get(row)) {
        least = Math.min(least, stored[0][row]);
        greatest = Math.max(greatest, stored[0][row]);
      }
    }
    long range = greatest - least;
    long rangeMax = Math.max(ROWS_FIRST, (long) SLOTS_PER_ROW_MAX * rows.size());
    if (range < 0 || range >= Math.min(rangeMax, Integer.MAX_VALUE - 8L)) {
      return false;
    }
    reserve(4 * (range + 1));
    heads = new int[(int) range + 1];
    return true;
  }

  /** Whether a later row of the chain has the key of its first one. */
  private boolean isRepeated(int row) {
    if (direct) {
      return next[row] != 0;
    }
    for (int other = next[row] - 1; other >= 0; other = next[other] - 1) {
      boolean same = true;
      for (long[] column : stored) {
        same &= column[row] == column[other];
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  /** Whether a key cannot equal any, for a NULL in it. */
  public boolean isUnfindable(ColumnVector[] keys, int position) {
    for (int i = 0; i < keys.length; i++) {
      if (!nullSafe[i] && keys[i].hasNulls() && keys[i].isNull(position)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds for every row of a batch the first row with the same key.
   *
   * @param keys valid until the last call of {@link #next} for this batch
   * @param firsts takes the row by position; -1 = none
   */
  public void lookUp(ColumnVector[] keys, Batch batch, int[] firsts) {
    asked = words.of(keys, batch);
    Rows selected = batch.rows();
    if (direct) {
      lookUpDirectly(asked[0], selected, firsts);
    } else {
      hashes = words.hashes(batch);
      for (int i = 0; i < selected.count(); i++) {
        int position = selected.position(i);
        firsts[position] = heads[hashes[position] & (heads.length - 1)] - 1;
      }
      for (int i = 0; i < selected.count(); i++) {
        int position = selected.position(i);
        firsts[position] = search(firsts[position], keys, position);
      }
    }
    for (int column = 0; column < keys.length; column++) {
      if (!nullSafe[column] && keys[column].hasNulls()) {
        forgetNulls(keys[column], selected, firsts);
      }
    }
  }

  private void lookUpDirectly(long[] values, Rows selected, int[] firsts) {
    int[] slots = heads;
    for (int i = 0; i < selected.count(); i++) {
      int position = selected.position(i);
      long slot = values[position] - least;
      firsts[position] = slot >= 0 && slot < slots.length ? slots[(int) slot] - 1 : -1;
    }
  }

  private static void forgetNulls(ColumnVector key, Rows selected, int[] firsts) {
    for (int i = 0; i < selected.count(); i++) {
      int position = selected.position(i);
      if (key.isNull(position)) {
        firsts[position] = -1;
      }
    }
  }

  /** The next row with the key at a position of the batch looked up last, or -1. */
  public int next(int row, ColumnVector[] keys, int position) {
    int following = next[row] - 1;
    return direct ? following : search(following, keys, position);
  }

  private int search(int candidate, ColumnVector[] keys, int position) {
    int row = candidate;
    while (row >= 0 && !match.matches(stored, row, asked, keys, position)) {
      row = next[row] - 1;
    }
    return row;
  }

  /**
   * The numbers that a key column of kind LONG has in rows that can be found; after {@link
   * #complete}.
   */
  public KeyFilter filter(int column) {
    long[] values = stored[column];
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (int row = 0; row < rows.size(); row++) {
      if (!withoutKey.get(row)) {
        lowest = Math.min(lowest, values[row]);
        highest = Math.max(highest, values[row]);
      }
    }
    KeyFilter filter = new KeyFilter(rows.size(), lowest, highest, nullSafe[column]);
    reserve(filter.bytes());
    for (int row = 0; row < rows.size(); row++) {
      if (!withoutKey.get(row)) {
        filter.add(values[row]);
      }
    }
    return filter;
  }

  /** What the rows and the table take, if it were completed now. */
  public long bytes() {
    return rows.bytes() + bytesReserved + 12L * rows.size();
  }

  /** What a batch of so many rows may take, with the growth of the table that it may cause. */
  public long growthBytes(int rowCount) {
    long capacity = stored.length == 0 ? 0 : stored[0].length;
    long words = rows.size() + rowCount > capacity ? 8L * stored.length * (capacity + rowCount) : 0;
    return words + 12L * rowCount + rows.growthBytes(rowCount);
  }

  /** Forgets all rows and gives their memory back. */
  public void clear() {
    rows.clear();
    withoutKey.clear();
    Arrays.setAll(stored, column -> new long[0]);
    heads = new int[1];
    next = new int[0];
    memory.release(bytesReserved);
    bytesReserved = 0;
  }
}
