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
    head[RowFormat.NULLS_START + column / 8] |= (byte) (1 << (column % 8));
    if (format.isVariable(column)) {
      ends[format.place(column)] = variableLength;
    }
  }

  /** For a LONG column; the value must fit its width. */
  public void setLong(int column, long value) {
    int place = format.place(column);
    switch (format.column(column).widthBytes()) {
      case 1 -> head[place] = (byte) value;
      case 2 -> RowFormat.SHORT.set(head, place, (short) value);
      case 4 -> RowFormat.INT.set(head, place, Math.toIntExact(value));
      default -> RowFormat.LONG.set(head, place, value);
    }
  }

  /** For a DOUBLE column; -0.0 becomes 0.0 and every NaN the one NaN. */
  public void setDouble(int column, double value) {
    int place = format.place(column);
    if (format.column(column).widthBytes() == Float.BYTES) {
      RowFormat.INT.set(head, place, Float.floatToIntBits((float) value + 0.0f));
    } else {
      RowFormat.LONG.set(head, place, Double.doubleToLongBits(value + 0.0));
    }
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
    boolean narrow = variableLength <= RowFormat.NARROW_MAX;
    int endBytes = narrow ? Short.BYTES : Integer.BYTES;
    int endsStart = format.endsStart();
    int dataStart = endsStart + endBytes * ends.length;
    int length = Math.addExact(dataStart, variableLength);
    if (length > row.length) {
      row = new byte[(int) Math.max(length, Math.min(2L * length, 1 << 30))];
    }
    head[0] = (byte) (narrow ? RowFormat.LAYOUT_NARROW : RowFormat.LAYOUT_WIDE);
    System.arraycopy(head, 0, row, 0, endsStart);
    for (int i = 0; i < ends.length; i++) {
      RowFormat.putEnd(row, endsStart + endBytes * i, narrow, ends[i]);
    }
    System.arraycopy(variable, 0, row, dataStart, variableLength);
    return slice.set(row, 0, length);
  }
}
