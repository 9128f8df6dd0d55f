package org.lightningdb.index.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lightningdb.storage.bytes.Slice;

/**
 * A growing buffer in which keys and rows are put together; numbers are big-endian. Reused by its
 * owner: {@link #clear} keeps the memory. One thread at a time.
 */
public final class BytesBuilder {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Slice slice = new Slice();
  private byte[] bytes;
  private int length;

  public BytesBuilder() {
    this(128);
  }

  public BytesBuilder(int capacity) {
    this.bytes = new byte[capacity];
  }

  public BytesBuilder clear() {
    length = 0;
    return this;
  }

  public int length() {
    return length;
  }

  /** Forgets everything after the first {@code newLength} bytes. */
  public void truncate(int newLength) {
    length = newLength;
  }

  /** The backing array; replaced when the buffer grows. */
  public byte[] array() {
    return bytes;
  }

  /** All bytes so far; borrowed until this buffer changes. */
  public Slice slice() {
    return slice.set(bytes, 0, length);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room for {@code count} bytes, counts them as used and returns where they start. */
  public int reserve(int count) {
    int start = length;
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(bytes.length * 2, 1 << 30)));
    }
    length = needed;
    return start;
  }

  /** As {@link #reserve}, the bytes being zero. */
  public int reserveZeros(int count) {
    int start = reserve(count);
    Arrays.fill(bytes, start, start + count, (byte) 0);
    return start;
  }

  public BytesBuilder append(int value) {
    int position = reserve(1);
    bytes[position] = (byte) value;
    return this;
  }

  public BytesBuilder appendShort(int value) {
    int position = reserve(2);
    bytes[position] = (byte) (value >>> 8);
    bytes[position + 1] = (byte) value;
    return this;
  }

  public BytesBuilder appendInt(int value) {
    int position = reserve(4);
    INT.set(bytes, position, value);
    return this;
  }

  public BytesBuilder appendLong(long value) {
    int position = reserve(8);
    LONG.set(bytes, position, value);
    return this;
  }

  public BytesBuilder append(byte[] source, int offset, int count) {
    int position = reserve(count);
    System.arraycopy(source, offset, bytes, position, count);
    return this;
  }

  public BytesBuilder append(Slice source) {
    return append(source.array(), source.offset(), source.length());
  }

  /** What {@link #appendInt} has written at an offset. */
  public static int intAt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }
}
