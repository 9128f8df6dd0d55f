package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Counts what lies before each bound with the sums that inner blocks keep. A bound inside a leaf
 * that is not in memory is taken to be in its middle.
 */
final class TreeEstimate {
  private final BlockFile blocks;
  private final long storeId;

  /** Entries of a leaf that had to be guessed, since both bounds may lie in the same one. */
  private long guessedEntries;

  TreeEstimate(BlockFile blocks, long storeId) {
    this.blocks = blocks;
    this.storeId = storeId;
  }

  RangeSize estimate(TreeRoot root, ByteRange range) {
    Slice lower = range.lower();
    RangeSize before = lower == null ? RangeSize.NOTHING : before(root, lower);
    Slice upper = range.upper();
    RangeSize upTo =
        upper == null ? new RangeSize(root.entries(), root.bytes()) : before(root, upper);
    long entries = upTo.entries() - before.entries();
    if (entries > 0 || guessedEntries == 0) {
      return new RangeSize(Math.max(0, entries), Math.max(0, upTo.bytes() - before.bytes()));
    }
    long guess = Math.max(1, guessedEntries / 4);
    return new RangeSize(guess, Math.max(1, root.bytes() / root.entries()) * guess);
  }

  private RangeSize before(TreeRoot root, Slice key) {
    long address = root.address();
    Child subtree = new Child(address, root.entries(), root.bytes(), 0, 0);
    Block block = root.height() == 1 ? blocks.peek(address) : blocks.read(address, storeId);
    long entries = 0;
    long bytes = 0;
    for (int level = root.height() - 1; level > 0 && block != null; level--) {
      int row = Child.rowOf(block, key);
      for (int left = 0; left < row; left++) {
        entries += Child.entries(block, left);
        bytes += Child.bytes(block, left);
      }
      subtree = Child.read(block, row);
      block = level == 1 ? blocks.peek(subtree.address()) : Child.load(blocks, block, row, storeId);
    }
    RangeSize inLeaf = beforeInLeaf(block, subtree, key);
    return new RangeSize(entries + inLeaf.entries(), bytes + inLeaf.bytes());
  }

  private RangeSize beforeInLeaf(@Nullable Block leaf, Child place, Slice key) {
    long rows;
    if (leaf == null) {
      rows = place.entries() / 2;
      guessedEntries = place.entries();
    } else {
      rows = leaf.lowerBound(key);
    }
    return new RangeSize(rows, place.bytes() / place.entries() * rows);
  }
}
