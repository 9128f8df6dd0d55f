package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The frames of the rows of one page after the other, as {@link Frames} has those of rows in
 * memory. Both ends of a frame only move forward from row to row, so that keys are read once for
 * each of them.
 */
public final class PagedFrames {
  private final PagedRows rows;
  private final PagedStretches partitions;
  private final PagedStretches peers;
  private final WindowFrame frame;
  private final @Nullable SortKey orderKey;
  private final long[] partitionStarts = new long[PagedRows.PAGE_ROWS];
  private final long[] partitionEnds = new long[PagedRows.PAGE_ROWS];
  private final long[] peerStarts = new long[PagedRows.PAGE_ROWS];
  private final long[] peerEnds = new long[PagedRows.PAGE_ROWS];
  private final long[] starts = new long[PagedRows.PAGE_ROWS];
  private final long[] ends = new long[PagedRows.PAGE_ROWS];
  private long first;
  private int count;

  /** Where the search for the ends of a range goes on. */
  private long lower;

  private long upper;

  /**
   * @param orderKey the only key within a partition; needed for ranges with an offset
   */
  public PagedFrames(
      PagedRows rows,
      PagedStretches partitions,
      PagedStretches peers,
      WindowFrame frame,
      @Nullable SortKey orderKey) {
    this.rows = rows;
    this.partitions = partitions;
    this.peers = peers;
    this.frame = frame;
    this.orderKey = orderKey;
  }

  /** Goes to the next page, which has so many rows. */
  public void advance(int rowCount) {
    first += count;
    count = rowCount;
    for (int i = 0; i < count; i++) {
      long row = first + i;
      partitions.advance(row);
      peers.advance(row);
      partitionStarts[i] = partitions.start();
      partitionEnds[i] = partitions.end();
      peerStarts[i] = peers.start();
      peerEnds[i] = peers.end();
      if (row == partitions.start()) {
        // NULLs that come first are before every key.
        lower = isKeyed() && isNull(row) ? peers.end() : row;
        upper = lower;
      }
      starts[i] = start(i, row);
      ends[i] = end(i, row);
    }
  }

  private long start(int i, long row) {
    long offset = frame.lower().longOffset();
    return switch (frame.lower().kind()) {
      case UNBOUNDED_PRECEDING -> partitionStarts[i];
      case UNBOUNDED_FOLLOWING -> partitionEnds[i];
      case CURRENT_ROW -> frame.rows() ? row : peerStarts[i];
      case PRECEDING -> frame.rows() ? within(i, row - offset) : rangeStart(i, row, -1);
      case FOLLOWING -> frame.rows() ? within(i, row + offset) : rangeStart(i, row, 1);
    };
  }

  private long end(int i, long row) {
    long offset = frame.upper().longOffset();
    return switch (frame.upper().kind()) {
      case UNBOUNDED_PRECEDING -> partitionStarts[i];
      case UNBOUNDED_FOLLOWING -> partitionEnds[i];
      case CURRENT_ROW -> frame.rows() ? row + 1 : peerEnds[i];
      case PRECEDING -> frame.rows() ? within(i, row - offset + 1) : rangeEnd(i, row, -1);
      case FOLLOWING -> frame.rows() ? within(i, row + offset + 1) : rangeEnd(i, row, 1);
    };
  }

  private long within(int i, long row) {
    return Math.max(partitionStarts[i], Math.min(partitionEnds[i], row));
  }

  /** The first row whose key is not before the current one's moved by the lower offset. */
  private long rangeStart(int i, long row, int sign) {
    if (isNull(row)) {
      return peerStarts[i];
    }
    while (lower < partitionEnds[i] && distance(row, lower, sign, frame.lower()) < 0) {
      lower++;
    }
    return lower;
  }

  /** One after the last row whose key is not behind the current one's moved by the upper offset. */
  private long rangeEnd(int i, long row, int sign) {
    if (isNull(row)) {
      return peerEnds[i];
    }
    while (upper < partitionEnds[i] && distance(row, upper, sign, frame.upper()) <= 0) {
      upper++;
    }
    return upper;
  }

  /** Whether an end of the frame is at a distance from the current row's key. */
  private boolean isKeyed() {
    return !frame.rows() && (isDistance(frame.lower()) || isDistance(frame.upper()));
  }

  private static boolean isDistance(FrameBound bound) {
    return bound.kind() == FrameBound.Kind.PRECEDING || bound.kind() == FrameBound.Kind.FOLLOWING;
  }

  private SortKey key() {
    if (orderKey == null) {
      throw new IllegalStateException("a range with an offset needs one order key");
    }
    return orderKey;
  }

  private ColumnVector keys(long row) {
    return rows.pageOf(row).column(key().column());
  }

  private boolean isNull(long row) {
    return keys(row).isNull(PagedRows.position(row));
  }

  /** As {@link KeyDistance#compare}; NULLs that come last are behind everything. */
  private int distance(long row, long other, int sign, FrameBound bound) {
    ColumnVector otherKeys = keys(other);
    int otherAt = PagedRows.position(other);
    if (otherKeys.isNull(otherAt)) {
      return 1;
    }
    return KeyDistance.compare(
        otherKeys, otherAt, keys(row), PagedRows.position(row), sign, bound, key().descending());
  }

  /** The number of the page's first row. */
  long first() {
    return first;
  }

  int count() {
    return count;
  }

  /** The first row of the partition of the i-th row. */
  long partitionStart(int i) {
    return partitionStarts[i];
  }

  /** Exclusive. */
  long partitionEnd(int i) {
    return partitionEnds[i];
  }

  long peerStart(int i) {
    return peerStarts[i];
  }

  /** Exclusive. */
  long peerEnd(int i) {
    return peerEnds[i];
  }

  /** The first row of the frame, exclusions aside. */
  long start(int i) {
    return starts[i];
  }

  /** One after the last row of the frame; may be before the start. */
  long end(int i) {
    return ends[i];
  }

  /**
   * The frame of a row as stretches of rows, exclusions left out.
   *
   * @param bounds takes the first row of each piece and the one after its last; {@link
   *     Frames#PIECES_MAX} pairs
   * @return the number of pieces
   */
  int pieces(int i, long[] bounds) {
    long row = first + i;
    long start = starts[i];
    long end = Math.max(start, ends[i]);
    boolean one = frame.exclusion() == WindowFrame.Exclusion.CURRENT_ROW;
    long from = Math.max(start, one ? row : peerStarts[i]);
    long to = Math.min(end, one ? row + 1 : peerEnds[i]);
    bounds[0] = start;
    bounds[1] = end;
    if (frame.exclusion() == WindowFrame.Exclusion.NOTHING || from >= to) {
      return 1;
    }
    bounds[1] = from;
    int count = 2;
    if (frame.exclusion() == WindowFrame.Exclusion.TIES && row >= start && row < end) {
      bounds[2] = row;
      bounds[3] = row + 1;
      count = 4;
    }
    bounds[count] = to;
    bounds[count + 1] = end;
    return count / 2 + 1;
  }
}
