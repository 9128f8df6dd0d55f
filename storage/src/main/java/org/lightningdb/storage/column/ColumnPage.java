package org.lightningdb.storage.column;

import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * One column of the rows of a block. The page, uncompressed:
 *
 * <pre>
 *   nulls    one bit a row, row i in byte i / 8, bit i % 8; only if any row is NULL
 *   …        LONG, DOUBLE:   the values in the form of {@link NumberOrder}, as {@link PackedLongs}
 *            BYTES, OBJECT:  as {@link BytesPage} draws it
 * </pre>
 *
 * What stands in the place of a NULL is whatever is cheapest. Immutable and thread-safe. A page
 * that was opened has been checked: reading it stays inside it, whatever its bytes.
 */
public abstract sealed class ColumnPage permits NumberPage, BytesPage {
  /** Memory that a page takes beside its bytes, about. */
  public static final int OBJECT_BYTES = 120;

  private final byte[] page;
  private final int nullsStart;
  private final int rowCount;
  private final boolean hasNulls;

  ColumnPage(byte[] page, Extent extent) {
    this.page = page;
    this.nullsStart = extent.start();
    this.rowCount = extent.rowCount();
    this.hasNulls = extent.hasNulls();
  }

  /**
   * The column of some rows in the bytes from {@code start} to {@code end}, which must not change
   * any more.
   *
   * @throws IndexOutOfBoundsException if that is no page of such a column
   */
  public static ColumnPage open(
      ShapeColumn column, ColumnZone zone, byte[] bytes, int start, int end) {
    Extent extent = new Extent(start, end, zone.rows(), zone.nulls() > 0);
    return switch (column.kind()) {
      case LONG, DOUBLE -> new NumberPage(column, bytes, extent);
      case BYTES, OBJECT -> BytesPage.open(column, bytes, extent);
    };
  }

  /** Where a page is in an array, and what rows it has. */
  record Extent(int start, int end, int rowCount, boolean hasNulls) {
    /** Where the page goes on behind the null bits. */
    int bodyStart() {
      return hasNulls ? start + (rowCount + 7) / 8 : start;
    }
  }

  final byte[] page() {
    return page;
  }

  public final int rowCount() {
    return rowCount;
  }

  final boolean hasNulls() {
    return hasNulls;
  }

  public final boolean isNull(int row) {
    return hasNulls && (page[nullsStart + (row >>> 3)] & (1 << (row & 7))) != 0;
  }

  /**
   * Copies the rows from {@code from} to {@code to} (exclusive) to {@code target} at {@code at},
   * where nothing has been set since it was cleared.
   *
   * @param scratch room for so many numbers
   */
  public final void copyTo(int from, int to, ColumnVector target, int at, long[] scratch) {
    copyValues(from, to, target, at, scratch);
    if (hasNulls) {
      for (int row = from; row < to; row++) {
        if (isNull(row)) {
          target.setNull(at + row - from);
        }
      }
    }
  }

  /** As {@link #copyTo}, the {@code count} rows at {@code first} of {@code rows}. */
  public final void gather(
      int[] rows, int first, int count, ColumnVector target, int at, long[] scratch) {
    gatherValues(rows, first, count, target, at, scratch);
    if (hasNulls) {
      for (int i = 0; i < count; i++) {
        if (isNull(rows[first + i])) {
          target.setNull(at + i);
        }
      }
    }
  }

  abstract void copyValues(int from, int to, ColumnVector target, int at, long[] scratch);

  abstract void gatherValues(
      int[] rows, int first, int count, ColumnVector target, int at, long[] scratch);

  /**
   * Puts the rows from {@code from} to {@code to} (exclusive) that pass {@code condition} into
   * {@code rows}, from its start on, in order.
   *
   * @return how many
   */
  public final int select(int from, int to, ColumnCondition condition, int[] rows) {
    if (condition.test() == ColumnCondition.Test.IS_NULL) {
      return hasNulls ? keepNulls(rows, all(from, to, rows), true) : 0;
    }
    boolean range = condition.test() != ColumnCondition.Test.IS_NOT_NULL;
    int selected = range ? selectValues(from, to, condition, rows) : all(from, to, rows);
    return hasNulls ? keepNulls(rows, selected, false) : selected;
  }

  /** Keeps those of the first {@code candidates} rows that pass, and returns how many. */
  public final int refine(int[] rows, int candidates, ColumnCondition condition) {
    if (condition.test() == ColumnCondition.Test.IS_NULL) {
      return hasNulls ? keepNulls(rows, candidates, true) : 0;
    }
    int kept = hasNulls ? keepNulls(rows, candidates, false) : candidates;
    boolean range = condition.test() != ColumnCondition.Test.IS_NOT_NULL;
    return range ? refineValues(rows, kept, condition) : kept;
  }

  private static int all(int from, int to, int[] rows) {
    for (int row = from; row < to; row++) {
      rows[row - from] = row;
    }
    return to - from;
  }

  private int keepNulls(int[] rows, int candidates, boolean wanted) {
    int kept = 0;
    for (int i = 0; i < candidates; i++) {
      int row = rows[i];
      rows[kept] = row;
      kept += isNull(row) == wanted ? 1 : 0;
    }
    return kept;
  }

  abstract int selectValues(int from, int to, ColumnCondition condition, int[] rows);

  abstract int refineValues(int[] rows, int candidates, ColumnCondition condition);

  /** Writes a row's value, which is not NULL, as a shaped row has it. */
  abstract void writeTo(byte[] target, int at, int row);
}
