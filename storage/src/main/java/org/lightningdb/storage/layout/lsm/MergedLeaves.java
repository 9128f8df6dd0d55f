package org.lightningdb.storage.layout.lsm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.layout.LeafWalk;

/**
 * The leaves of several sources, each a run or the runs of a level, as one walk: pieces of leaves
 * in key order, without the rows that newer sources hide and without deletions.
 *
 * <p><b>Idea.</b> The source with the smallest key gives the next piece: its rows up to the first
 * key of any other source. Where sources overlap little, as after appends or below the young runs,
 * pieces are whole leaves; where they are interleaved, a piece costs a search in one leaf.
 *
 * <p><b>Invariant.</b> What hides a row is the key of a newer row, never its values. So every leaf
 * of every source takes part by its keys, whatever its zone maps say: those only tell the reader of
 * a piece that none of its own rows passes. If a leaf of a newer source were left out for its zone
 * maps, the older versions of its keys would come to light again.
 */
final class MergedLeaves implements LeafWalk {
  private final LeafSource[] newestFirst;
  private boolean started;
  private @Nullable Block leaf;
  private int begin;
  private int end;
  private boolean leafBegins;

  /** Takes over the sources and closes them. */
  MergedLeaves(List<LeafSource> newestFirst) {
    this.newestFirst = newestFirst.toArray(new LeafSource[0]);
  }

  @Override
  public boolean nextLeaf() {
    if (!started) {
      started = true;
      for (LeafSource source : newestFirst) {
        source.start();
      }
    }
    leaf = null;
    LeafSource next = smallest();
    while (next != null && !takePiece(next)) {
      next = smallest();
    }
    return next != null;
  }

  /** The source that stands on the smallest key; older ones step over the same key. */
  private @Nullable LeafSource smallest() {
    LeafSource best = null;
    for (LeafSource source : newestFirst) {
      if (source.stands()) {
        int order = best == null ? -1 : source.key().compareTo(best.key());
        if (order < 0) {
          best = source;
        } else if (order == 0) {
          source.advanceTo(source.row() + 1);
        }
      }
    }
    return best;
  }

  /** Returns false if the rows up to the next key of another source are all deletions. */
  private boolean takePiece(LeafSource source) {
    Block block = source.leaf();
    int stop = source.end();
    Slice limit = smallestKeyBeside(source);
    if (limit != null) {
      stop = Math.min(stop, block.lowerBound(limit));
    }
    int from = source.row();
    int to = stop;
    if (source.hasDeletions()) {
      while (from < stop && RunStamp.tombstone(block.commitTimestamp(from))) {
        from++;
      }
      to = from;
      while (to < stop && !RunStamp.tombstone(block.commitTimestamp(to))) {
        to++;
      }
    }
    if (from < to) {
      leaf = block;
      begin = from;
      end = to;
      leafBegins = source.noteUse();
    }
    source.advanceTo(to);
    return from < to;
  }

  private @Nullable Slice smallestKeyBeside(LeafSource source) {
    Slice smallest = null;
    for (LeafSource other : newestFirst) {
      if (other != source && other.stands()) {
        Slice key = other.key();
        if (smallest == null || key.compareTo(smallest) < 0) {
          smallest = key;
        }
      }
    }
    return smallest;
  }

  @Override
  public Block leaf() {
    Block block = leaf;
    if (block == null) {
      throw new IllegalStateException("the walk stands nowhere");
    }
    return block;
  }

  @Override
  public int begin() {
    return begin;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public boolean leafBegins() {
    return leafBegins;
  }

  @Override
  public void close() {
    leaf = null;
    for (LeafSource source : newestFirst) {
      source.close();
    }
  }
}
