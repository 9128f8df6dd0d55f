package org.lightningdb.storage.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;

/**
 * Rows of lost ranges, from leaves that no tree reaches any more: older versions of leaves that a
 * merge replaced and whose space was not used again.
 *
 * <p>Leaves are taken from the newest to the oldest. A leaf held every key of its store from its
 * first to its last one when it was written; so what an older leaf holds between those two is
 * superseded or deleted, and is passed over. What remains is the newest version known of each key.
 *
 * <p>Leaves of superseded versions are told apart and left out, and so are those written by
 * transactions larger than memory: nobody knows whether these were ever committed.
 *
 * <p>Used by one thread.
 */
final class StaleRows {
  private final BlockFile blocks;
  private final Map<Long, List<LostRange>> lostByStore;
  private final SalvageReport report;

  private record Leaf(long address, long storeId, long generation, long maxTimestamp) {}

  StaleRows(BlockFile blocks, Map<Long, List<LostRange>> lostByStore, SalvageReport report) {
    this.blocks = blocks;
    this.lostByStore = lostByStore;
    this.report = report;
  }

  /** Writes the newest version known of every key in a lost range. */
  void saveTo(RowWriter writer) throws IOException {
    List<Leaf> leaves = new ArrayList<>();
    blocks
        .scan()
        .run(
            (address, generation, committed, block) -> {
              if (committed && block.kind() == BlockKind.LEAF && overlaps(block)) {
                leaves.add(new Leaf(address, block.storeId(), generation, block.maxTimestamp()));
              }
            });
    leaves.sort(
        Comparator.comparingLong(Leaf::generation)
            .thenComparingLong(Leaf::maxTimestamp)
            .reversed());
    Map<Long, KeyRanges> seenByStore = new HashMap<>();
    for (Leaf leaf : leaves) {
      save(leaf, seenByStore.computeIfAbsent(leaf.storeId, unused -> new KeyRanges()), writer);
    }
  }

  private boolean overlaps(Block block) {
    KeyBuffer buffer = new KeyBuffer();
    Slice first = block.key(0, buffer).copy();
    Slice last = block.key(block.rowCount() - 1, buffer).copy();
    for (LostRange lost : lostByStore.getOrDefault(block.storeId(), List.of())) {
      Slice lower = lost.range().lower();
      Slice upper = lost.range().upper();
      if ((lower == null || lower.compareTo(last) <= 0)
          && (upper == null || upper.compareTo(first) > 0)) {
        return true;
      }
    }
    return false;
  }

  private void save(Leaf leaf, KeyRanges seen, RowWriter writer) {
    Block block;
    try {
      block = blocks.readFromDisk(leaf.address, leaf.storeId);
    } catch (StorageException e) {
      report.finding("a block cannot be read a second time: " + e.getMessage());
      return;
    }
    KeyBuffer buffer = new KeyBuffer();
    Slice value = new Slice();
    for (int row = 0; row < block.rowCount(); row++) {
      Slice key = block.key(row, buffer);
      long timestamp = block.commitTimestamp(row);
      if (isPast(key, timestamp)) {
        return;
      }
      if (isLost(leaf.storeId, key) && !seen.contains(key)) {
        report.uncertain(leaf.storeId, key, timestamp);
        writer.write(leaf.storeId, key, block.value(row, value));
      }
    }
    Slice first = block.key(0, buffer).copy();
    seen.add(first, block.key(block.rowCount() - 1, buffer).copy());
  }

  /**
   * Whether a row is one of a tree of superseded versions, whose keys and values are not those of
   * the store: such a key ends with two zeros and the complement of the row's timestamp.
   */
  private static boolean isPast(Slice key, long timestamp) {
    int end = key.length() - Long.BYTES;
    boolean past = end >= 2 && key.get(end - 1) == 0 && key.get(end - 2) == 0;
    for (int i = 0; past && i < Long.BYTES; i++) {
      past = key.get(end + i) == (byte) (~timestamp >>> (Long.SIZE - Byte.SIZE * (i + 1)));
    }
    return past;
  }

  private boolean isLost(long storeId, Slice key) {
    for (LostRange lost : lostByStore.getOrDefault(storeId, List.of())) {
      if (lost.range().contains(key)) {
        return true;
      }
    }
    return false;
  }
}
