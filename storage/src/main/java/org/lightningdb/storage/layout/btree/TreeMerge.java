package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockCodec;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * One flush of sorted changes into a tree.
 *
 * <p><b>Idea.</b> Walk the old tree from left to right and write a new one level by level, each
 * level by a {@link LevelWriter} that cuts rows into blocks. A subtree without changes is not read:
 * its row is handed to the level above its root, which shares it between old and new tree. A leaf
 * with changes is poured, merged with them, into the writer of the leaves. Splits, new levels and
 * vanished leaves need no case of their own: they are just more or fewer rows.
 *
 * <p><b>Underfull blocks.</b> A subtree can be shared only when the writers below hold nothing
 * back. If one holds less than a third of a block, the untouched neighbour is poured in as well,
 * and the sum is cut evenly; both parts are then too large for this to go on through the tree. So
 * every block is at least a third full, except at the right edge, where appends go, and where a
 * huge entry stands alone.
 *
 * <p><b>Bounds.</b> The row of a child carries a lower bound: above every key to its left, not
 * above any key inside. Between two new leaves it is the shortest such key; a subtree that is
 * shared keeps its bound, and the first new leaf after one takes over the bound of the old leaf it
 * replaces.
 *
 * <p><b>Rows that are left out.</b> The rows of a history tree are of no use once their timestamps
 * are old enough. A subtree whose newest row is too old is dropped as it is, leaf unseen, and one
 * that holds such a subtree is rewritten even if no change falls into it. Single rows go when their
 * leaf is rewritten anyway.
 *
 * <p><b>Blocks that are moved.</b> A block that lies where the file shall end is rewritten like one
 * with changes, and so is the path to it.
 *
 * <p>Used once, by one thread.
 */
final class TreeMerge {
  private final BlockFile blocks;
  private final BlockCodec leafCodec;
  private final long storeId;
  private final VersionedCursor changes;
  private final ExtentCollector extents;
  private final TreeRules rules;
  private final TreeLevels levels;
  private final KeyBuffer leafKey = new KeyBuffer();
  private final Slice leafValue = new Slice();
  private boolean changesLeft;

  TreeMerge(
      BlockFile blocks,
      BlockCodec leafCodec,
      BlockCodec innerCodec,
      long storeId,
      VersionedCursor changes,
      ExtentCollector extents,
      TreeRules rules) {
    this.blocks = blocks;
    this.leafCodec = leafCodec;
    this.storeId = storeId;
    this.changes = changes;
    this.extents = extents;
    this.rules = rules;
    this.levels = new TreeLevels(blocks, leafCodec, innerCodec, rules.leafKind(), storeId, extents);
  }

  /** The newest commit in the tree that {@link #run} wrote, if it wrote one. */
  long rootTimestamp() {
    return levels.rootTimestamp();
  }

  @Nullable TreeRoot run(@Nullable TreeRoot base) {
    try (levels) {
      changesLeft = changes.first();
      if (base != null) {
        return merge(base);
      }
      takeChangesBelow(null);
      return levels.finish();
    }
  }

  private @Nullable TreeRoot merge(TreeRoot base) {
    int top = base.height() - 1;
    long written = rules.dropsNone() ? 0 : blocks.read(base.address(), storeId).maxTimestamp();
    long newest = rules.timestamp(written, rules.zeroTimestamp());
    Child root = new Child(base.address(), base.entries(), base.bytes(), newest, 0);
    if (isTooOld(root)) {
      drop(root, top);
      takeChangesBelow(null);
    } else if (changesLeft || rules.moves(base.address()) || needsRewrite(root, top)) {
      rewrite(root, top, new Slice(), null);
    } else {
      return base;
    }
    return levels.finish();
  }

  private void merge(Child child, int level, Slice lower, @Nullable Slice upper) {
    boolean changed = changeBelow(upper);
    if (!changed && isTooOld(child)) {
      drop(child, level);
    } else if (!changed && mayKeep(child, level) && canShare(child, level)) {
      levels.level(level + 1).addChild(lower, child);
    } else {
      rewrite(child, level, lower, upper);
    }
  }

  private boolean isTooOld(Child child) {
    return rules.drops(child.maxTimestamp());
  }

  private boolean mayKeep(Child child, int level) {
    return !rules.moves(child.address()) && !needsRewrite(child, level);
  }

  /** Whether a block below the child is to be dropped or moved; reads inner blocks only. */
  private boolean needsRewrite(Child child, int level) {
    if (level == 0 || rules.keepsUnchanged()) {
      return false;
    }
    Block inner = blocks.read(child.address(), storeId);
    for (int row = 0; row < inner.rowCount(); row++) {
      Child below = Child.read(inner, row);
      if (isTooOld(below) || !mayKeep(below, level - 1)) {
        return true;
      }
    }
    return false;
  }

  private void drop(Child child, int level) {
    extents.free(child.address());
    if (level > 0) {
      Block inner = blocks.read(child.address(), storeId);
      for (int row = 0; row < inner.rowCount(); row++) {
        drop(Child.read(inner, row), level - 1);
      }
    }
  }

  private boolean canShare(Child child, int level) {
    boolean huge = child.entries() == 1 && child.bytes() > leafCodec.capacityBytes();
    if (huge && level == 0) {
      levels.level(0).cutEvenly();
    }
    return levels.settle(level);
  }

  private void rewrite(Child child, int level, Slice lower, @Nullable Slice upper) {
    Block block = blocks.readOnce(child.address(), storeId);
    extents.free(child.address());
    if (level == 0) {
      levels.level(0).beginAt(lower);
      mergeLeaf(block, child.maxTimestamp(), upper);
      return;
    }
    KeyBuffer buffer = new KeyBuffer();
    Slice childLower = lower;
    for (int row = 0; row < block.rowCount(); row++) {
      boolean last = row + 1 == block.rowCount();
      Slice childUpper = last ? upper : block.key(row + 1, buffer).copy();
      merge(childAt(block, row, child), level - 1, childLower, childUpper);
      if (childUpper != null) {
        childLower = childUpper;
      }
    }
  }

  private Child childAt(Block inner, int row, Child above) {
    Child child = Child.read(inner, row);
    long timestamp = rules.timestamp(child.maxTimestamp(), above.maxTimestamp());
    return child.inheriting(timestamp);
  }

  private void mergeLeaf(Block leaf, long timestampAbove, @Nullable Slice upper) {
    int row = 0;
    while (row < leaf.rowCount()) {
      Slice key = leaf.key(row, leafKey);
      int order = changeBelow(upper) ? changes.key().compareTo(key) : 1;
      if (order > 0) {
        long timestamp = rules.timestamp(leaf.commitTimestamp(row), timestampAbove);
        if (!rules.drops(timestamp)) {
          levels.level(0).addEntry(key, timestamp, leaf.value(row, leafValue));
        }
        row++;
      } else {
        takeChange();
        row += order == 0 ? 1 : 0;
      }
    }
    takeChangesBelow(upper);
  }

  private void takeChangesBelow(@Nullable Slice upper) {
    while (changeBelow(upper)) {
      takeChange();
    }
  }

  private boolean changeBelow(@Nullable Slice upper) {
    return changesLeft && (upper == null || changes.key().compareTo(upper) < 0);
  }

  private void takeChange() {
    if (!changes.tombstone()) {
      Slice key = changes.key();
      Slice value = changes.value();
      boolean history = rules.isHistory();
      if (key.length() > BlockTrees.keyBytesMax(history)
          || value.length() > BlockTrees.valueBytesMax(history)) {
        throw new StorageException(
            Kind.LIMIT,
            "an entry of store "
                + storeId
                + " has a key of "
                + key.length()
                + " and a value of "
                + value.length()
                + " bytes");
      }
      levels.level(0).addEntry(key, changes.commitTimestamp(), value);
    }
    changesLeft = changes.next();
  }
}
