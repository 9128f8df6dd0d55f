package org.lightningdb.storage.block;

/** Unsigned numbers in 1 to 10 bytes, seven bits a byte, lowest first. */
final class Varint {
  private Varint() {}

  static int size(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** As {@link #size}, quick for lengths, most of which take one byte or two. */
  static int sizeOfLength(int length) {
    if (length >>> 7 == 0) {
      return 1;
    }
    return length >>> 14 == 0 ? 2 : size(length);
  }

  /** Writes {@code value} and returns the position behind it. */
  static int write(byte[] target, int position, long value) {
    int at = position;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  static long read(byte[] source, int position) {
    long first = source[position];
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7F;
    int at = position + 1;
    for (int shift = 7; shift < 64; shift += 7) {
      long next = source[at++];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  /** The position behind the number at {@code position}. */
  static int skip(byte[] source, int position) {
    int at = position;
    while (source[at] < 0) {
      at++;
    }
    return at + 1;
  }
}
