package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Makes one tree of two, of which the right one begins where the left one ends: writes anew the
 * inner blocks along the seam that are higher than the lower of the two trees, and nothing else.
 * Used once, by one thread.
 */
final class TreeJoin {
  private final BlockFile blocks;
  private final TreeLevels levels;
  private final long storeId;
  private final ExtentCollector extents;

  TreeJoin(BlockFile blocks, TreeLevels levels, long storeId, ExtentCollector extents) {
    this.blocks = blocks;
    this.levels = levels;
    this.storeId = storeId;
    this.extents = extents;
  }

  /** The first key of {@code right} if it is above all of {@code left}, else null; closes both. */
  static @Nullable Slice bound(VersionedCursor left, VersionedCursor right) {
    try (left;
        right) {
      boolean above = left.last() && right.first() && right.key().compareTo(left.key()) > 0;
      return above ? right.key().copy() : null;
    }
  }

  /**
   * @param leftTimestamp the newest commit in {@code left}, and so for {@code right}
   * @param lower above all keys of {@code left}, not above any of {@code right}
   */
  @Nullable TreeRoot run(
      TreeRoot left, long leftTimestamp, TreeRoot right, long rightTimestamp, Slice lower) {
    join(
        child(left, leftTimestamp),
        left.height() - 1,
        new Slice(),
        child(right, rightTimestamp),
        right.height() - 1,
        lower);
    return levels.finish();
  }

  private Child child(TreeRoot root, long timestamp) {
    long generation = blocks.generationOf(root.address());
    return new Child(root.address(), root.entries(), root.bytes(), timestamp, generation);
  }

  private void join(
      Child left, int leftLevel, Slice leftLower, Child right, int rightLevel, Slice rightLower) {
    KeyBuffer buffer = new KeyBuffer();
    if (leftLevel > rightLevel) {
      Block inner = open(left);
      int last = inner.rowCount() - 1;
      addRows(inner, 0, last, leftLevel, left, leftLower);
      Slice lastLower = last == 0 ? leftLower : inner.key(last, buffer);
      join(below(inner, last, left), leftLevel - 1, lastLower, right, rightLevel, rightLower);
    } else if (rightLevel > leftLevel) {
      Block inner = open(right);
      join(left, leftLevel, leftLower, below(inner, 0, right), rightLevel - 1, rightLower);
      levels.cut(rightLevel - 1);
      addRows(inner, 1, inner.rowCount(), rightLevel, right, rightLower);
    } else {
      LevelWriter parent = levels.level(leftLevel + 1);
      parent.addChild(leftLower, left);
      parent.addChild(rightLower, right);
    }
  }

  private Block open(Child child) {
    extents.free(child.address());
    return blocks.read(child.address(), storeId);
  }

  private void addRows(Block inner, int from, int to, int level, Child above, Slice lower) {
    KeyBuffer buffer = new KeyBuffer();
    for (int row = from; row < to; row++) {
      Slice rowLower = row == 0 ? lower : inner.key(row, buffer);
      levels.level(level).addChild(rowLower, below(inner, row, above));
    }
  }

  private static Child below(Block inner, int row, Child above) {
    return Child.read(inner, row).inheriting(above.maxTimestamp());
  }
}
