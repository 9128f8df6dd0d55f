package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Writes a new tree of entries that come in the order of their keys. Used once, by one thread; the
 * caller closes it, after which nobody works for it any more. Failures are those of {@link
 * BlockTrees#merge}.
 */
public final class TreeBuilder implements AutoCloseable {
  private final TreeLevels levels;
  private final LevelWriter leaves;

  TreeBuilder(TreeLevels levels) {
    this.levels = levels;
    this.leaves = levels.level(0);
  }

  /** Adds an entry; its key is above those before and within the limits. Copies the bytes. */
  public void append(Slice key, long commitTimestamp, Slice value) {
    leaves.addEntry(key, commitTimestamp, value);
  }

  /** The tree, in the file but not durable yet; null if it has no entries. */
  public @Nullable TreeRoot finish() {
    return levels.finish();
  }

  @Override
  public void close() {
    levels.close();
  }
}
