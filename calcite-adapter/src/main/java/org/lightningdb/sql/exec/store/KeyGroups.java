package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.QueryMemory;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.ValueOrder;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Numbers different keys from 0 in the order they first come. An open-addressed table of row
 * numbers of a store that holds each key once. NULL equals NULL.
 */
public final class KeyGroups {
  private static final int SLOTS_FIRST = 64;

  private final RowStore keys;
  private final KeyWords words;
  private final KeyMatch match;
  private final QueryMemory memory;
  private final long[][] stored;
  private int[] slots = new int[SLOTS_FIRST];
  private int[] groups = new int[0];
  private int[] candidates = new int[0];
  private long bytesReserved;

  public KeyGroups(List<SqlType> types, QueryMemory memory) {
    this.keys = new RowStore(types, memory);
    this.memory = memory;
    this.words = new KeyWords(types);
    this.stored = new long[types.size()][SLOTS_FIRST];
    this.match =
        new KeyMatch(
            keys,
            IntStream.range(0, types.size()).toArray(),
            types.stream().map(type -> ValueOrder.of(type.columnKind())).toArray(ValueOrder[]::new),
            words);
  }

  /** How many groups there are. */
  public int size() {
    return keys.size();
  }

  /** The keys; the number of a group is its row. */
  public RowStore keys() {
    return keys;
  }

  /**
   * Finds the group of every row of a batch, making new ones.
   *
   * @return the groups by position; valid until the next call
   */
  public int[] assign(ColumnVector[] columns, Batch batch) {
    long[][] asked = words.of(columns, batch);
    int[] hashes = words.hashes(batch);
    guess(hashes, batch);
    Rows rows = batch.rows();
    if (asked.length == 1) {
      assignOne(asked, hashes, columns, rows);
      return groups;
    }
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      int group = candidates[i] - 1;
      groups[position] =
          group >= 0 && match.matches(stored, group, asked, columns, position)
              ? group
              : find(asked, hashes[position], columns, position);
    }
    return groups;
  }

  private void assignOne(long[][] asked, int[] hashes, ColumnVector[] columns, Rows rows) {
    long[] only = asked[0];
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      int group = candidates[i] - 1;
      long word = only[position];
      groups[position] =
          group >= 0 && stored[0][group] == word && !words.isInexact(0, word)
              ? group
              : find(asked, hashes[position], columns, position);
    }
  }

  /** Reads the first slot of every row at once: these reads do not wait for each other. */
  private void guess(int[] hashes, Batch batch) {
    if (groups.length < batch.positions()) {
      groups = new int[batch.positions()];
      candidates = new int[batch.positions()];
    }
    Rows rows = batch.rows();
    int mask = slots.length - 1;
    for (int i = 0; i < rows.count(); i++) {
      candidates[i] = slots[hashes[rows.position(i)] & mask];
    }
  }

  /**
   * Finds the groups of the rows of a batch without making any.
   *
   * @return the groups by position, -1 where there is none; valid until the next call
   */
  public int[] lookUp(ColumnVector[] columns, Batch batch) {
    long[][] asked = words.of(columns, batch);
    int[] hashes = words.hashes(batch);
    guess(hashes, batch);
    Rows rows = batch.rows();
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      groups[position] =
          candidates[i] == 0 ? -1 : slots[slotOf(asked, hashes[position], columns, position)] - 1;
    }
    return groups;
  }

  private int find(long[][] asked, int hash, ColumnVector[] columns, int position) {
    int slot = slotOf(asked, hash, columns, position);
    return slots[slot] != 0 ? slots[slot] - 1 : add(asked, columns, position, slot);
  }

  /** The slot with the key, or the empty one where it belongs. */
  private int slotOf(long[][] asked, int hash, ColumnVector[] columns, int position) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      if (match.matches(stored, slots[slot] - 1, asked, columns, position)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int add(long[][] asked, ColumnVector[] columns, int position, int slot) {
    int group = keys.size();
    if (2 * (group + 1) > slots.length) {
      rehash();
      return find(asked, KeyWords.hash(asked, position), columns, position);
    }
    keys.append(columns, position);
    for (int i = 0; i < stored.length; i++) {
      stored[i][group] = asked[i][position];
    }
    slots[slot] = group + 1;
    return group;
  }

  private void rehash() {
    long bytes = slots.length * (4L + 4L * stored.length);
    memory.reserve(bytes);
    bytesReserved += bytes;
    int[] larger = new int[Math.multiplyExact(slots.length, 2)];
    int mask = larger.length - 1;
    for (int group = 0; group < keys.size(); group++) {
      int slot = KeyWords.hash(stored, group) & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = group + 1;
    }
    slots = larger;
    for (int i = 0; i < stored.length; i++) {
      stored[i] = Arrays.copyOf(stored[i], slots.length / 2);
    }
  }

  /** What the groups take. */
  public long bytes() {
    return keys.bytes() + bytesReserved;
  }

  /** What a batch of so many rows may take, with the growth of the table that it may cause. */
  public long growthBytes(int rowCount) {
    boolean rehash = 2L * (keys.size() + rowCount) > slots.length;
    long table = rehash ? 2L * Math.max(slots.length, rowCount) * (4L + 4L * stored.length) : 0;
    return table + keys.growthBytes(rowCount);
  }

  /** Forgets all groups and gives their memory back. */
  public void clear() {
    keys.clear();
    slots = new int[SLOTS_FIRST];
    Arrays.setAll(stored, column -> new long[SLOTS_FIRST]);
    memory.release(bytesReserved);
    bytesReserved = 0;
  }
}
