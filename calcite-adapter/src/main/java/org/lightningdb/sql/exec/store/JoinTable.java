package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.QueryMemory;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The rows of one side of a join, found by key. Rows with equal hash are chained; a row with NULL
 * in a key column that equality ignores is stored but never found.
 */
public final class JoinTable {
  private static final int SLOTS_FIRST = 1024;

  private final RowStore rows;
  private final int[] keyColumns;
  private final boolean[] nullSafe;
  private final KeyHashes hasher = new KeyHashes();
  private final KeyMatch match;
  private final QueryMemory memory;
  private final BitSet withoutKey = new BitSet();
  private int[] heads = new int[SLOTS_FIRST];
  private int[] next = new int[SLOTS_FIRST];
  private int[] hashes = new int[SLOTS_FIRST];
  private long bytesReserved;

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
    this.match =
        new KeyMatch(
            rows,
            this.keyColumns,
            Arrays.stream(keyColumns)
                .mapToObj(column -> ValueOrder.of(types.get(column).columnKind()))
                .toArray(ValueOrder[]::new));
  }

  public RowStore rows() {
    return rows;
  }

  /** Whether any row has NULL in a key column, so that nothing finds it. */
  public boolean hasRowsWithoutKey() {
    return !withoutKey.isEmpty();
  }

  /** Adds the rows of a batch; {@link #complete} makes them findable. */
  public void add(Batch batch) {
    int first = rows.size();
    ColumnVector[] keys = new ColumnVector[keyColumns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(keyColumns[i]);
    }
    int[] keyHashes = hasher.of(keys, batch);
    rows.append(batch);
    grow();
    Rows selected = batch.rows();
    for (int i = 0; i < selected.count(); i++) {
      int position = selected.position(i);
      hashes[first + i] = keyHashes[position];
      if (isUnfindable(keys, position)) {
        withoutKey.set(first + i);
      }
    }
  }

  private void grow() {
    if (rows.size() > hashes.length) {
      int capacity =
          (int) Math.min(Integer.MAX_VALUE - 8, Math.max(rows.size(), 2L * hashes.length));
      reserve(8L * (capacity - hashes.length));
      hashes = Arrays.copyOf(hashes, capacity);
    }
  }

  private void reserve(long bytes) {
    memory.reserve(bytes);
    bytesReserved += bytes;
  }

  /** Chains the rows after the last was added; the rows of a chain come in the order added. */
  public void complete() {
    int slots = Math.max(SLOTS_FIRST, Integer.highestOneBit(Math.max(1, rows.size())) << 1);
    reserve(4L * slots);
    heads = new int[slots];
    next = new int[hashes.length];
    for (int row = rows.size() - 1; row >= 0; row--) {
      if (!withoutKey.get(row)) {
        int slot = hashes[row] & (slots - 1);
        next[row] = heads[slot];
        heads[slot] = row + 1;
      }
    }
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

  /** The hashes of the keys of a batch, by position; valid until the next call. */
  public int[] hashes(ColumnVector[] keys, Batch batch) {
    return hasher.of(keys, batch);
  }

  /** The first row with that key, or -1. */
  public int first(ColumnVector[] keys, int position, int hash) {
    return search(heads[hash & (heads.length - 1)], keys, position, hash);
  }

  /** The next row with the same key, or -1. */
  public int next(int row, ColumnVector[] keys, int position, int hash) {
    return search(next[row], keys, position, hash);
  }

  private int search(int candidate, ColumnVector[] keys, int position, int hash) {
    int row = candidate - 1;
    while (row >= 0) {
      if (hashes[row] == hash && match.matches(row, keys, position)) {
        return row;
      }
      row = next[row] - 1;
    }
    return -1;
  }

  /** Forgets all rows and gives their memory back. */
  public void clear() {
    rows.clear();
    withoutKey.clear();
    heads = new int[SLOTS_FIRST];
    next = new int[SLOTS_FIRST];
    hashes = new int[SLOTS_FIRST];
    memory.release(bytesReserved);
    bytesReserved = 0;
  }
}
