package org.lightningdb.storage.column;

import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * A column of byte strings, little-endian:
 *
 * <pre>
 *  0  u8   form: 0 plain, 1 of one length, 2 dictionary
 *  1  u8   plain and dictionary: bytes of an end, 2 or 4
 *  2  u16  zero
 *  4  u32  plain: zero; of one length: that length; dictionary: distinct values
 *  8       plain:          for each row where its bytes end, counted from the first of them; bytes
 *          of one length:  bytes
 *          dictionary:     for each distinct value where its bytes end; bytes; then the number of
 *                          the value of each row, as {@link PackedLongs}
 * </pre>
 *
 * The values of a dictionary ascend. NULL is a row without bytes, zeros, or any value.
 */
abstract sealed class BytesPage extends ColumnPage
    permits PlainBytes, EqualLengthBytes, DictionaryBytes {
  static final int HEADER_BYTES = 8;
  static final int FORM_PLAIN = 0;
  static final int FORM_EQUAL_LENGTH = 1;
  static final int FORM_DICTIONARY = 2;

  BytesPage(byte[] page, Extent extent) {
    super(page, extent);
  }

  static BytesPage open(ShapeColumn column, byte[] page, Extent extent) {
    int start = extent.bodyStart();
    if (extent.end() - start < HEADER_BYTES) {
      throw new IndexOutOfBoundsException("no room for bytes at " + start);
    }
    int form = page[start];
    int endBytes = page[start + 1];
    int number = (int) PageBytes.INT.get(page, start + 4);
    int body = start + HEADER_BYTES;
    if (form == FORM_EQUAL_LENGTH) {
      if (column.widthBytes() != 0 && column.widthBytes() != number) {
        throw new IndexOutOfBoundsException("values of " + number + " bytes");
      }
      return new EqualLengthBytes(page, body, number, extent);
    }
    if (endBytes != Short.BYTES && endBytes != Integer.BYTES) {
      throw new IndexOutOfBoundsException("ends of " + endBytes + " bytes");
    }
    BytesPage opened =
        switch (form) {
          case FORM_PLAIN -> new PlainBytes(page, body, endBytes, extent);
          case FORM_DICTIONARY -> new DictionaryBytes(page, body, endBytes, number, extent);
          default -> throw new IndexOutOfBoundsException("bytes of form " + form);
        };
    opened.requireLengths(column.widthBytes());
    return opened;
  }

  private void requireLengths(int width) {
    for (int row = 0; width != 0 && row < rowCount(); row++) {
      if (!isNull(row) && end(row) - start(row) != width) {
        throw new IndexOutOfBoundsException("a value of " + (end(row) - start(row)) + " bytes");
      }
    }
  }

  /** Checks {@code count} ends, bytes behind them up to {@code pageEnd}, and returns the last. */
  static int requireAscending(byte[] page, int endsStart, int endBytes, int count, int pageEnd) {
    long room = pageEnd - (long) endsStart - (long) count * endBytes;
    if (count < 0 || room < 0) {
      throw new IndexOutOfBoundsException("no room for " + count + " ends");
    }
    long previous = 0;
    for (int i = 0; i < count; i++) {
      long end = PageBytes.number(page, endsStart + endBytes * i, endBytes);
      if (end < previous || end > room) {
        throw new IndexOutOfBoundsException("value " + i + " ends at " + end);
      }
      previous = end;
    }
    return (int) previous;
  }

  /** Where in the page the bytes of a row begin. */
  abstract int start(int row);

  /** Where in the page the bytes of a row end. */
  abstract int end(int row);

  @Override
  void copyValues(int from, int to, ColumnVector target, int at, long[] scratch) {
    BytesVector bytes = (BytesVector) target;
    for (int row = from; row < to; row++) {
      int start = start(row);
      bytes.set(at + row - from, page(), start, end(row) - start);
    }
  }

  @Override
  void gatherValues(int[] rows, int first, int count, ColumnVector target, int at, long[] scratch) {
    BytesVector bytes = (BytesVector) target;
    for (int i = 0; i < count; i++) {
      int row = rows[first + i];
      int start = start(row);
      bytes.set(at + i, page(), start, end(row) - start);
    }
  }

  @Override
  int selectValues(int from, int to, ColumnCondition condition, int[] rows) {
    requireBytes(condition);
    int kept = 0;
    for (int row = from; row < to; row++) {
      rows[kept] = row;
      kept += condition.holdsForBytes(page(), start(row), end(row)) ? 1 : 0;
    }
    return kept;
  }

  @Override
  int refineValues(int[] rows, int candidates, ColumnCondition condition) {
    requireBytes(condition);
    int kept = 0;
    for (int i = 0; i < candidates; i++) {
      int row = rows[i];
      rows[kept] = row;
      kept += condition.holdsForBytes(page(), start(row), end(row)) ? 1 : 0;
    }
    return kept;
  }

  static void requireBytes(ColumnCondition condition) {
    if (condition.test() != ColumnCondition.Test.BYTES_RANGE) {
      throw new IllegalArgumentException(condition + " is not about bytes");
    }
  }

  @Override
  void writeTo(byte[] target, int at, int row) {
    int start = start(row);
    System.arraycopy(page(), start, target, at, end(row) - start);
  }
}
