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
import org.lightningdb.storage.vector.LongVector;

/**
 * Numbers different keys from 0 in the order they first come. An open-addressed table of row
 * numbers of a store that holds each key once. NULL equals NULL.
 */
public final class KeyGroups {
  private static final int SLOTS_FIRST = 64;

  private final RowStore keys;
  private final KeyHashes hasher = new KeyHashes();
  private final KeyMatch match;
  private final QueryMemory memory;
  private int[] slots = new int[SLOTS_FIRST];
  private int[] hashes = new int[SLOTS_FIRST];
  private int[] groups = new int[0];
  private long bytesReserved;

  public KeyGroups(List<SqlType> types, QueryMemory memory) {
    this.keys = new RowStore(types, memory);
    this.memory = memory;
    this.match =
        new KeyMatch(
            keys,
            IntStream.range(0, types.size()).toArray(),
            types.stream()
                .map(type -> ValueOrder.of(type.columnKind()))
                .toArray(ValueOrder[]::new));
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
    if (groups.length < batch.positions()) {
      groups = new int[batch.positions()];
    }
    int[] keyHashes = hasher.of(columns, batch);
    boolean longs =
        columns.length == 1 && columns[0] instanceof LongVector && !columns[0].hasNulls();
    Rows rows = batch.rows();
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      int hash = keyHashes[position];
      groups[position] = longs ? findLong(columns, position, hash) : find(columns, position, hash);
    }
    return groups;
  }

  /**
   * Finds the groups of the rows of a batch without making any.
   *
   * @return the groups by position, -1 where there is none; valid until the next call
   */
  public int[] lookUp(ColumnVector[] columns, Batch batch) {
    if (groups.length < batch.positions()) {
      groups = new int[batch.positions()];
    }
    int[] keyHashes = hasher.of(columns, batch);
    Rows rows = batch.rows();
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      int slot = slotOf(columns, position, keyHashes[position]);
      groups[position] = slots[slot] - 1;
    }
    return groups;
  }

  private int find(ColumnVector[] columns, int position, int hash) {
    int slot = slotOf(columns, position, hash);
    return slots[slot] != 0 ? slots[slot] - 1 : add(columns, position, hash, slot);
  }

  /** The slot with the key, or the empty one where it belongs. */
  private int slotOf(ColumnVector[] columns, int position, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (hashes[group] == hash && match.matches(group, columns, position)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int findLong(ColumnVector[] columns, int position, int hash) {
    long key = ((LongVector) columns[0]).values()[position];
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (hashes[group] == hash) {
        LongVector stored = (LongVector) keys.vector(0, group);
        int storedAt = RowStore.position(group);
        if (stored.values()[storedAt] == key && !stored.isNull(storedAt)) {
          return group;
        }
      }
      slot = (slot + 1) & mask;
    }
    return add(columns, position, hash, slot);
  }

  private int add(ColumnVector[] columns, int position, int hash, int slot) {
    int group = keys.size();
    keys.append(columns, position);
    if (group == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * group);
    }
    hashes[group] = hash;
    slots[slot] = group + 1;
    if (2 * (group + 1) > slots.length) {
      rehash();
    }
    return group;
  }

  private void rehash() {
    long bytes = slots.length * 6L;
    memory.reserve(bytes);
    bytesReserved += bytes;
    int[] larger = new int[Math.multiplyExact(slots.length, 2)];
    int mask = larger.length - 1;
    for (int group = 0; group < keys.size(); group++) {
      int slot = hashes[group] & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = group + 1;
    }
    slots = larger;
  }

  /** Forgets all groups and gives their memory back. */
  public void clear() {
    keys.clear();
    slots = new int[SLOTS_FIRST];
    hashes = new int[SLOTS_FIRST];
    memory.release(bytesReserved);
    bytesReserved = 0;
  }
}
