package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.block.LeafScan;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.LeafWalk;
import org.lightningdb.storage.layout.ScanParts;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Leaves seen through newer versions.
 *
 * <p><b>Idea.</b> Leaves are decoded by the stretch, newer versions (own writes, deltas) are few
 * and come one by one. One search in the leaf finds the row before which the next newer version
 * stands; the rows up to there are one stretch, taken column by column; then the newer version
 * takes its place, and that of the row with the same key. A leaf that no newer key falls into is
 * one stretch.
 *
 * <p>Zone maps speak of the rows of a leaf only: a leaf that is skipped still has the newer
 * versions between its keys looked at, one by one.
 */
final class OverlayScan implements BatchScan {
  private final @Nullable VersionedCursor newer;
  private final @Nullable LeafWalk leaves;
  private final LeafScan rows;
  private final ByteRange range;
  private final @Nullable ReadInterval interval;
  private final KeyBuffer keyBuffer = new KeyBuffer();
  private boolean started;
  private boolean newerStands;
  private @Nullable Block leaf;
  private boolean leafMayMatch;

  /** The first row of the piece of a leaf that no stretch has covered, and its end. */
  private int row;

  private int rowsEnd;
  private boolean ended;
  private long blocksRead;
  private long blocksSkipped;

  /**
   * Takes over both parts and closes them.
   *
   * @param interval widened to what was read, if anybody wants to know; closed at the end
   */
  OverlayScan(ScanParts parts, LeafScan rows, ByteRange range, @Nullable ReadInterval interval) {
    this.newer = parts.newer();
    this.leaves = parts.leaves();
    this.rows = rows;
    this.range = range;
    this.interval = interval;
  }

  @Override
  public int fill(VectorBatch batch, int from) {
    if (ended) {
      return from;
    }
    if (!started) {
      started = true;
      newerStands = newer != null && newer.first();
      toNextLeaf();
    }
    int filled = fillOn(batch, from);
    note();
    return filled;
  }

  private int fillOn(VectorBatch batch, int from) {
    int at = from;
    int capacity = batch.capacity();
    while (at < capacity) {
      Block current = leaf;
      if (current == null) {
        if (!newerStands) {
          ended = true;
          break;
        }
        at += takeNewer(batch, at);
      } else if (rows.remaining() > 0) {
        int count = Math.min(rows.remaining(), capacity - at);
        rows.copy(current, count, batch, at);
        at += count;
      } else if (row == rowsEnd) {
        toNextLeaf();
      } else {
        at += takeStretch(current, batch, at);
      }
    }
    return at;
  }

  private void toNextLeaf() {
    LeafWalk walk = leaves;
    if (walk == null || !walk.nextLeaf()) {
      leaf = null;
      return;
    }
    Block next = walk.leaf();
    leaf = next;
    row = walk.begin();
    rowsEnd = walk.end();
    leafMayMatch = rows.mayMatch(next);
    int counted = walk.leafBegins() ? 1 : 0;
    if (leafMayMatch) {
      blocksRead += counted;
    } else {
      blocksSkipped += counted;
    }
  }

  /**
   * Selects from the rows before the next newer version, or takes that version if it is next.
   *
   * @return how many rows it put into {@code batch}
   */
  private int takeStretch(Block current, VectorBatch batch, int at) {
    VersionedCursor cursor = newer;
    int stop = rowsEnd;
    if (cursor != null && newerStands) {
      int found = current.find(cursor.key());
      int place = found >= 0 ? found : -1 - found;
      if (place < rowsEnd && place <= row) {
        row += found == row ? 1 : 0;
        return takeNewer(batch, at);
      }
      stop = Math.min(place, rowsEnd);
    }
    if (leafMayMatch) {
      rows.select(current, row, stop);
    }
    row = stop;
    return 0;
  }

  private int takeNewer(VectorBatch batch, int at) {
    VersionedCursor cursor = newer;
    if (cursor == null) {
      throw new IllegalStateException("there are no newer versions");
    }
    boolean taken = !cursor.tombstone() && rows.add(cursor.key(), cursor.value(), batch, at);
    newerStands = cursor.next();
    return taken ? 1 : 0;
  }

  /** Everything up to the end of the current leaf counts as read. */
  private void note() {
    ReadInterval reached = interval;
    if (reached == null) {
      return;
    }
    Block current = leaf;
    VersionedCursor cursor = newer;
    if (ended) {
      reached.reachUp(range.upper());
      reached.setOpen(false);
    } else if (current != null) {
      reached.reachUp(current.key(rowsEnd - 1, keyBuffer));
    } else if (cursor != null && newerStands) {
      reached.reachUp(cursor.key());
    } else {
      Slice upper = range.upper();
      reached.reachUp(upper);
    }
  }

  @Override
  public long blocksRead() {
    return blocksRead;
  }

  @Override
  public long blocksSkipped() {
    return blocksSkipped;
  }

  @Override
  public void close() {
    ended = true;
    leaf = null;
    if (interval != null) {
      interval.setOpen(false);
    }
    if (newer != null) {
      newer.close();
    }
    if (leaves != null) {
      leaves.close();
    }
  }
}
