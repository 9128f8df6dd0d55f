package org.lightningdb.storage.layout.btree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.manifest.TreeRoot;

/** Questions about a key range that the inner blocks answer, or narrow down to a few leaves. */
final class TreeWalk {
  private final BlockFile blocks;
  private final long storeId;

  TreeWalk(BlockFile blocks, long storeId) {
    this.blocks = blocks;
    this.storeId = storeId;
  }

  /** Gives {@code found}, the row of {@code key}, what its timestamp of 0 stands for. */
  void stamp(TreeRoot root, long zeroTimestamp, Slice key, FoundVersion found) {
    Block block = blocks.read(root.address(), storeId);
    long timestamp = zeroTimestamp;
    boolean adopted = block.maxTimestamp() == 0; // Then everything below is, too.
    for (int level = root.height() - 1; level > 0 && !adopted; level--) {
      int row = Child.rowOf(block, key);
      timestamp = BlockTrees.timestamp(block.commitTimestamp(row), timestamp);
      block = Child.load(blocks, block, row, storeId);
      adopted = block.maxTimestamp() == 0;
    }
    Slice value = found.value();
    found.setValue(value.array(), value.offset(), value.length(), timestamp);
  }

  /**
   * @param zeroTimestamp as {@link BlockTrees#AS_WRITTEN} explains
   */
  boolean changedAfter(TreeRoot root, long zeroTimestamp, ByteRange range, long timestamp) {
    Block block = blocks.read(root.address(), storeId);
    return changedAfter(block, zeroTimestamp, root.height() - 1, range, timestamp);
  }

  /** A subtree whose newest commit is not newer than {@code timestamp} is not read. */
  private boolean changedAfter(
      Block block, long above, int level, ByteRange range, long timestamp) {
    if (BlockTrees.timestamp(block.maxTimestamp(), above) <= timestamp) {
      return false;
    }
    int end = endRow(block, range);
    for (int row = firstRow(block, level, range); row < end; row++) {
      long found = BlockTrees.timestamp(block.commitTimestamp(row), above);
      long handedDown = above == BlockTrees.AS_WRITTEN ? above : found;
      if (found > timestamp
          && (level == 0
              || changedAfter(child(block, row), handedDown, level - 1, range, timestamp))) {
        return true;
      }
    }
    return false;
  }

  private Block child(Block inner, int row) {
    return Child.load(blocks, inner, row, storeId);
  }

  /** The first row that may hold something of {@code range}. */
  private static int firstRow(Block block, int level, ByteRange range) {
    Slice lower = range.lower();
    if (lower == null) {
      return 0;
    }
    return level == 0 ? block.lowerBound(lower) : Child.rowOf(block, lower);
  }

  private static int endRow(Block block, ByteRange range) {
    Slice upper = range.upper();
    return upper == null ? block.rowCount() : block.lowerBound(upper);
  }

  /** Goes down level by level until there are separators enough, and takes every n-th. */
  List<Slice> splitPoints(TreeRoot root, ByteRange range, int parts) {
    List<Block> nodes = List.of(blocks.read(root.address(), storeId));
    List<Slice> separators = List.of();
    for (int level = root.height() - 1; level > 0 && separators.size() + 1 < parts; level--) {
      List<Block> below = new ArrayList<>();
      separators = new ArrayList<>();
      for (Block node : nodes) {
        addLevel(node, level, range, separators, level > 1 ? below : null);
      }
      nodes = below;
    }
    return spread(separators, parts - 1);
  }

  private void addLevel(
      Block node,
      int level,
      ByteRange range,
      List<Slice> separators,
      @Nullable List<Block> children) {
    KeyBuffer buffer = new KeyBuffer();
    int end = endRow(node, range);
    int first = firstRow(node, level, range);
    for (int row = first; row < Math.max(end, Math.min(first + 1, node.rowCount())); row++) {
      Slice separator = node.key(row, buffer);
      if (separator.length() > 0 && isInside(separator, range) && isAbove(separators, separator)) {
        separators.add(separator.copy());
      }
      if (children != null) {
        children.add(child(node, row));
      }
    }
  }

  private static boolean isInside(Slice separator, ByteRange range) {
    Slice lower = range.lower();
    Slice upper = range.upper();
    return (lower == null || separator.compareTo(lower) > 0)
        && (upper == null || separator.compareTo(upper) < 0);
  }

  /** The bound of a leftmost child says nothing and may be out of order. */
  private static boolean isAbove(List<Slice> separators, Slice separator) {
    return separators.isEmpty() || separators.get(separators.size() - 1).compareTo(separator) < 0;
  }

  private static List<Slice> spread(List<Slice> separators, int wanted) {
    if (separators.size() <= wanted) {
      return separators;
    }
    List<Slice> chosen = new ArrayList<>(wanted);
    for (int i = 1; i <= wanted; i++) {
      chosen.add(separators.get((int) ((long) i * separators.size() / (wanted + 1))));
    }
    return chosen;
  }
}
