package org.lightningdb.storage.column;

/** Byte strings of one length. */
final class EqualLengthBytes extends BytesPage {
  private final int bytesStart;
  private final int length;

  EqualLengthBytes(byte[] page, int bytesStart, int length, Extent extent) {
    super(page, extent);
    int rowCount = extent.rowCount();
    this.bytesStart = bytesStart;
    this.length = length;
    if (length < 0 || (long) length * rowCount != extent.end() - bytesStart) {
      throw new IndexOutOfBoundsException(rowCount + " values of " + length + " bytes");
    }
  }

  int length() {
    return length;
  }

  @Override
  int start(int row) {
    return bytesStart + length * row;
  }

  @Override
  int end(int row) {
    return bytesStart + length * row + length;
  }
}
