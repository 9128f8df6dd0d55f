package org.lightningdb.storage.layout.lsm;

import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.bytes.Slice;

/**
 * The hash of a key that filters on disk are made of; it must never change. Eight bytes at a time,
 * lowest byte first, are folded in by a 128-bit product; the rest is filled up with zeros, and the
 * length is part of the hash.
 */
final class KeyHash {
  private static final long SEED = 0x2545F4914F6CDD1DL;
  private static final long FOLD = 0x9E3779B97F4A7C15L;
  private static final long LAST = 0xD6E8FEB86659FD93L;

  private KeyHash() {}

  static long of(Slice key) {
    byte[] array = key.array();
    int at = key.offset();
    int left = key.length();
    long hash = SEED + left * LAST;
    while (left >= Long.BYTES) {
      hash = fold(hash + LittleEndian.getLong(array, at));
      at += Long.BYTES;
      left -= Long.BYTES;
    }
    long rest = 0;
    for (int i = 0; i < left; i++) {
      rest |= (array[at + i] & 0xFFL) << (8 * i);
    }
    hash = fold(hash + rest);
    hash = (hash ^ (hash >>> 32)) * LAST;
    return hash ^ (hash >>> 29);
  }

  private static long fold(long value) {
    long mixed = value ^ Long.rotateLeft(value, 25);
    return (Math.multiplyHigh(mixed, FOLD) ^ (mixed * FOLD)) + Long.rotateLeft(value, 47);
  }
}
