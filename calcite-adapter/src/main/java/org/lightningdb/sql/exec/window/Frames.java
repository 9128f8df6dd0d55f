package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.storage.vector.ColumnVector;

/** Finds the frame of each row. */
public final class Frames {
  /** Most pieces that exclusions make of a frame. */
  static final int PIECES_MAX = 3;

  private final SortedRows rows;
  private final WindowFrame frame;
  private final @Nullable SortKey orderKey;

  /**
   * @param orderKey the only key within a partition; needed for ranges with an offset
   */
  public Frames(SortedRows rows, WindowFrame frame, @Nullable SortKey orderKey) {
    this.rows = rows;
    this.frame = frame;
    this.orderKey = orderKey;
  }

  WindowFrame frame() {
    return frame;
  }

  /** The first row of the frame, exclusions aside. */
  int start(int row) {
    int first = rows.partitionStart(row);
    int last = rows.partitionEnd(row);
    return switch (frame.lower().kind()) {
      case UNBOUNDED_PRECEDING -> first;
      case UNBOUNDED_FOLLOWING -> last;
      case CURRENT_ROW -> frame.rows() ? row : rows.peerStart(row);
      case PRECEDING ->
          frame.rows()
              ? (int) Math.max(first, Math.min(last, row - frame.lower().longOffset()))
              : rangeStart(row, -1);
      case FOLLOWING ->
          frame.rows()
              ? (int) Math.min(last, row + frame.lower().longOffset())
              : rangeStart(row, 1);
    };
  }

  /** One after the last row of the frame; may be before the start. */
  int end(int row) {
    int first = rows.partitionStart(row);
    int last = rows.partitionEnd(row);
    return switch (frame.upper().kind()) {
      case UNBOUNDED_PRECEDING -> first;
      case UNBOUNDED_FOLLOWING -> last;
      case CURRENT_ROW -> frame.rows() ? row + 1 : rows.peerEnd(row);
      case PRECEDING ->
          frame.rows()
              ? (int) Math.max(first, row - frame.upper().longOffset() + 1)
              : rangeEnd(row, -1);
      case FOLLOWING ->
          frame.rows()
              ? (int) Math.min(last, row + frame.upper().longOffset() + 1)
              : rangeEnd(row, 1);
    };
  }

  /**
   * The frame of a row as stretches of rows, exclusions left out.
   *
   * @param bounds takes the first row of each piece and the one after its last; {@link #PIECES_MAX}
   *     pairs
   * @return the number of pieces
   */
  int pieces(int row, int[] bounds) {
    int start = start(row);
    int end = Math.max(start, end(row));
    boolean one = frame.exclusion() == WindowFrame.Exclusion.CURRENT_ROW;
    int from = Math.max(start, one ? row : rows.peerStart(row));
    int to = Math.min(end, one ? row + 1 : rows.peerEnd(row));
    if (frame.exclusion() == WindowFrame.Exclusion.NOTHING || from >= to) {
      return add(bounds, 0, start, end);
    }
    int count = add(bounds, 0, start, from);
    if (frame.exclusion() == WindowFrame.Exclusion.TIES && row >= start && row < end) {
      count = add(bounds, count, row, row + 1);
    }
    return add(bounds, count, to, end);
  }

  private static int add(int[] bounds, int count, int start, int end) {
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    return count + 1;
  }

  /** Whether a row of the frame of {@code row} is excluded from it. */
  boolean isExcluded(int row, int other) {
    boolean peer = other >= rows.peerStart(row) && other < rows.peerEnd(row);
    return switch (frame.exclusion()) {
      case NOTHING -> false;
      case CURRENT_ROW -> other == row;
      case GROUP -> peer;
      case TIES -> peer && other != row;
    };
  }

  /** The first row whose key is not before the current one's moved by the lower offset. */
  private int rangeStart(int row, int sign) {
    ColumnVector keys = keys();
    if (keys.isNull(row)) {
      return rows.peerStart(row);
    }
    int low = nonNullStart(row);
    int high = nonNullEnd(row);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (distance(keys, row, middle, sign, frame.lower()) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** One after the last row whose key is not behind the current one's moved by the upper offset. */
  private int rangeEnd(int row, int sign) {
    ColumnVector keys = keys();
    if (keys.isNull(row)) {
      return rows.peerEnd(row);
    }
    int low = nonNullStart(row);
    int high = nonNullEnd(row);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (distance(keys, row, middle, sign, frame.upper()) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int distance(ColumnVector keys, int row, int other, int sign, FrameBound bound) {
    return KeyDistance.compare(keys, other, keys, row, sign, bound, key().descending());
  }

  private SortKey key() {
    if (orderKey == null) {
      throw new IllegalStateException("a range with an offset needs one order key");
    }
    return orderKey;
  }

  private ColumnVector keys() {
    return rows.columns().column(key().column());
  }

  private int nonNullStart(int row) {
    int first = rows.partitionStart(row);
    return keys().isNull(first) ? rows.peerEnd(first) : first;
  }

  private int nonNullEnd(int row) {
    int last = rows.partitionEnd(row);
    return keys().isNull(last - 1) ? rows.peerStart(last - 1) : last;
  }
}
