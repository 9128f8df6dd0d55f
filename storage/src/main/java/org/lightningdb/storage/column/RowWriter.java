package org.lightningdb.storage.column;

import java.util.Arrays;
import org.lightningdb.storage.bytes.Slice;

/**
 * Puts shaped rows together, one after the other: {@link #begin}, every column in ascending order
 * once, {@link #finish}. Reused, so that it allocates only to grow. Used by one thread.
 */
public final class RowWriter {
  private final RowFormat format;
  private final Slice slice = new Slice();

  /** Layout, nulls and fixed part. */
  private final byte[] head;

  private final int[] ends;
  private byte[] variable = new byte[256];
  private int variableLength;
  private byte[] row = new byte[0];

  public RowWriter(RowFormat format) {
    this.format = format;
    this.head = new byte[format.endsStart()];
    this.ends = new int[format.variableCount()];
  }

  public RowFormat format() {
    return format;
  }

  public void begin() {
    Arrays.fill(head, 0, format.endsStart(), (byte) 0);
    variableLength = 0;
  }

  public void setNull(int column) {
    format.putNull(head, 0, column);
    if (format.isVariable(column)) {
      ends[format.place(column)] = variableLength;
    }
  }

  /** For a LONG column; the value must fit its width. */
  public void setLong(int column, long value) {
    format.putLong(head, 0, column, value);
  }

  /** For a DOUBLE column; -0.0 becomes 0.0 and every NaN the one NaN. */
  public void setDouble(int column, double value) {
    format.putDouble(head, 0, column, value);
  }

  /** For a BYTES column, or the 16 bytes of an OBJECT column. */
  public void setBytes(int column, byte[] source, int offset, int length) {
    if (!format.isVariable(column)) {
      if (length != format.column(column).widthBytes()) {
        throw new IllegalArgumentException("column " + column + " with " + length + " bytes");
      }
      System.arraycopy(source, offset, head, format.place(column), length);
      return;
    }
    int end = Math.addExact(variableLength, length);
    if (end > variable.length) {
      variable = Arrays.copyOf(variable, (int) Math.max(end, Math.min(2L * end, 1 << 30)));
    }
    System.arraycopy(source, offset, variable, variableLength, length);
    variableLength = end;
    ends[format.place(column)] = end;
  }

  /** The row; borrowed until the next {@link #begin}. */
  public Slice finish() {
    int dataStart = format.headBytes(variableLength);
    int length = Math.addExact(dataStart, variableLength);
    if (length > row.length) {
      row = new byte[(int) Math.max(length, Math.min(2L * length, 1 << 30))];
    }
    format.putLayout(head, 0, variableLength);
    System.arraycopy(head, 0, row, 0, head.length);
    for (int column = 0; column < format.columnCount(); column++) {
      if (format.isVariable(column)) {
        format.putEnd(row, 0, column, ends[format.place(column)]);
      }
    }
    System.arraycopy(variable, 0, row, dataStart, variableLength);
    return slice.set(row, 0, length);
  }
}
