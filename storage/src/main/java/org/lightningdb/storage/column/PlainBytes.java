package org.lightningdb.storage.column;

import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/** Byte strings of any length, one behind the other. */
final class PlainBytes extends BytesPage {
  private final int endsStart;
  private final int endBytes;
  private final int bytesStart;

  PlainBytes(byte[] page, int endsStart, int endBytes, Extent extent) {
    super(page, extent);
    int rowCount = extent.rowCount();
    this.endsStart = endsStart;
    this.endBytes = endBytes;
    int length = requireAscending(page, endsStart, endBytes, rowCount, extent.end());
    this.bytesStart = endsStart + endBytes * rowCount;
    if (bytesStart + length != extent.end()) {
      throw new IndexOutOfBoundsException("bytes end at " + length);
    }
  }

  int endsStart() {
    return endsStart;
  }

  int endBytes() {
    return endBytes;
  }

  int bytesStart() {
    return bytesStart;
  }

  @Override
  int start(int row) {
    return row == 0 ? bytesStart : end(row - 1);
  }

  @Override
  int end(int row) {
    int at = endsStart + endBytes * row;
    return bytesStart
        + (endBytes == Short.BYTES
            ? (short) PageBytes.SHORT.get(page(), at) & 0xFFFF
            : (int) PageBytes.INT.get(page(), at));
  }

  @Override
  void copyValues(int from, int to, ColumnVector target, int at, long[] scratch) {
    if (from == to) {
      return;
    }
    BytesVector bytes = (BytesVector) target;
    int first = start(from);
    int shift = bytes.append(page(), first, end(to - 1) - first) - first;
    int start = first;
    for (int row = from; row < to; row++) {
      int end = end(row);
      bytes.point(at + row - from, start + shift, end - start);
      start = end;
    }
  }
}
