package org.lightningdb.storage.vector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lightningdb.storage.bytes.Slice;

/** A column of byte strings, all in one growing buffer. Positions are set in any order, once. */
public final class BytesVector extends ColumnVector {
  private final int[] starts;
  private final int[] lengths;
  private byte[] buffer = new byte[256];
  private int used;

  public BytesVector(int capacity) {
    super(capacity);
    this.starts = new int[capacity];
    this.lengths = new int[capacity];
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.BYTES;
  }

  public void set(int position, byte[] source, int offset, int length) {
    starts[position] = append(source, offset, length);
    lengths[position] = length;
    clearNull(position);
  }

  /** Adds bytes that belong to no position yet, and returns where in the buffer they start. */
  public int append(byte[] source, int offset, int length) {
    ensureRoom(length);
    System.arraycopy(source, offset, buffer, used, length);
    int start = used;
    used += length;
    return start;
  }

  /**
   * As {@link #append} of bytes that the caller writes into {@link #buffer} himself; behind them
   * there are eight more that he may write to.
   */
  public int reserve(int length) {
    ensureRoom(Math.addExact(length, Long.BYTES));
    int start = used;
    used += length;
    return start;
  }

  private void ensureRoom(int length) {
    if (buffer.length - used < length) {
      int needed = Math.addExact(used, length);
      buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(buffer.length * 2L, 1 << 30)));
    }
  }

  /**
   * Makes appended bytes the value at {@code position}, which has not been NULL since this was
   * cleared. Positions may share bytes.
   */
  public void point(int position, int start, int length) {
    starts[position] = start;
    lengths[position] = length;
  }

  public void set(int position, byte[] source) {
    set(position, source, 0, source.length);
  }

  public byte[] buffer() {
    return buffer;
  }

  public int start(int position) {
    return starts[position];
  }

  public int length(int position) {
    return lengths[position];
  }

  /** Points {@code target} at the value; borrowed until this vector changes. */
  public Slice get(int position, Slice target) {
    return target.set(buffer, starts[position], lengths[position]);
  }

  public byte[] toByteArray(int position) {
    return Arrays.copyOfRange(buffer, starts[position], starts[position] + lengths[position]);
  }

  /** The value as UTF-8 text. */
  public String toText(int position) {
    return new String(buffer, starts[position], lengths[position], StandardCharsets.UTF_8);
  }

  @Override
  public void clear() {
    super.clear();
    used = 0;
  }

  @Override
  public void copyFrom(int position, ColumnVector source, int sourcePosition) {
    if (source.isNull(sourcePosition)) {
      setNull(position);
    } else {
      BytesVector that = (BytesVector) source;
      set(position, that.buffer, that.starts[sourcePosition], that.lengths[sourcePosition]);
    }
  }
}
