package org.lightningdb.storage.layout.lsm;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.layout.LeafWalk;

/**
 * Stands on a row of the leaves of one run after the other, for {@link MergedLeaves}. {@link #key},
 * {@link #row}, {@link #end} and {@link #leaf} require that it {@link #stands}.
 */
final class LeafSource {
  private final List<Run> runs;
  private final Function<Run, LeafWalk> opener;
  private final KeyBuffer keyBuffer = new KeyBuffer();
  private int place = -1;
  private @Nullable LeafWalk walk;
  private @Nullable Block leaf;
  private boolean used;
  private boolean deletions;
  private int row;
  private int end;
  private @Nullable Slice key;

  /**
   * @param runs that do not overlap, in the order of their keys
   * @param opener makes a walk over the leaves of one of them
   */
  LeafSource(List<Run> runs, Function<Run, LeafWalk> opener) {
    this.runs = runs;
    this.opener = opener;
  }

  /** To the first row. */
  void start() {
    toNextLeaf();
  }

  private void toNextLeaf() {
    key = null;
    leaf = null;
    while (leaf == null) {
      LeafWalk current = walk;
      if (current != null && current.nextLeaf()) {
        leaf = current.leaf();
        used = false;
        row = current.begin();
        end = current.end();
        return;
      }
      close();
      place++;
      if (place >= runs.size()) {
        return;
      }
      deletions = runs.get(place).tombstones() > 0;
      walk = opener.apply(runs.get(place));
    }
  }

  boolean stands() {
    return leaf != null;
  }

  Block leaf() {
    Block current = leaf;
    if (current == null) {
      throw new IllegalStateException("the source stands nowhere");
    }
    return current;
  }

  int row() {
    return row;
  }

  /** One past the last row of the leaf that is in the range. */
  int end() {
    return end;
  }

  /** Borrowed until it is moved. */
  Slice key() {
    Slice known = key;
    if (known == null) {
      known = leaf().key(row, keyBuffer);
      key = known;
    }
    return known;
  }

  /** Whether there may be deletions among the rows. */
  boolean hasDeletions() {
    return deletions;
  }

  /** Whether this is the first use of the leaf. */
  boolean noteUse() {
    boolean first = !used;
    used = true;
    return first;
  }

  /** To a row of the leaf, or behind its last one: then to the next leaf. */
  void advanceTo(int newRow) {
    key = null;
    row = newRow;
    if (newRow == end) {
      toNextLeaf();
    }
  }

  void close() {
    leaf = null;
    LeafWalk current = walk;
    walk = null;
    if (current != null) {
      current.close();
    }
  }
}
