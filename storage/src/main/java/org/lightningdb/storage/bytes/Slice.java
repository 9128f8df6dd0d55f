package org.lightningdb.storage.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window on a byte array, borrowed from whoever handed it out: unless the giver says otherwise,
 * it is valid only until the next call on the giver. Callers that keep bytes call {@link
 * #toByteArray()} or {@link #copy()}.
 *
 * <p>The order of slices is the unsigned lexicographic order of their bytes, which is the order of
 * every store. Not thread-safe: cursors re-point one slice instead of allocating.
 */
public final class Slice implements Comparable<Slice> {
  private static final byte[] NO_BYTES = new byte[0];

  private byte[] array;
  private int offset;
  private int length;

  /** An empty slice, to be pointed somewhere by {@link #set}. */
  public Slice() {
    this(NO_BYTES);
  }

  public Slice(byte[] array) {
    this(array, 0, array.length);
  }

  public Slice(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Re-points this slice; only its owner may call this. */
  public Slice set(byte[] newArray, int newOffset, int newLength) {
    Objects.checkFromIndexSize(newOffset, newLength, newArray.length);
    this.array = newArray;
    this.offset = newOffset;
    this.length = newLength;
    return this;
  }

  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /** The byte at {@code index}, counted from the start of this slice. */
  public byte get(int index) {
    Objects.checkIndex(index, length);
    return array[offset + index];
  }

  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** A slice of its own over copied bytes. */
  public Slice copy() {
    return new Slice(toByteArray());
  }

  public boolean startsWith(Slice prefix) {
    return length >= prefix.length
        && Arrays.equals(
            array,
            offset,
            offset + prefix.length,
            prefix.array,
            prefix.offset,
            prefix.offset + prefix.length);
  }

  @Override
  public int compareTo(Slice other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Slice that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The bytes in hexadecimal with printable text beside them, for messages. */
  @Override
  public String toString() {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(length, 64); i++) {
      hex.append(Character.forDigit((array[offset + i] >> 4) & 15, 16));
      hex.append(Character.forDigit(array[offset + i] & 15, 16));
    }
    return hex + (length > 64 ? "… (" + length + " bytes)" : "");
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Slice utf8(String text) {
    return new Slice(text.getBytes(StandardCharsets.UTF_8));
  }
}
