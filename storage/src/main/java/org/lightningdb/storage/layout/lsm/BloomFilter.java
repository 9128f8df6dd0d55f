package org.lightningdb.storage.layout.lsm;

import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.bytes.Slice;

/**
 * Says of most keys that are not in a run that they are not. All bits of a key lie in one bucket of
 * 64 bytes, so that a question costs one cache line. The bytes, little-endian, are the value of the
 * only row of a filter block:
 *
 * <pre>
 *  0  u32  number of buckets, at least 1
 *  4  u32  bits set for each key, 1 to 6
 *  8       buckets of 64 bytes; bit i of a bucket is bit i % 8 of its byte i / 8
 * </pre>
 *
 * The bucket of a key is the upper half of its {@link KeyHash}, taken as a fraction of the number
 * of buckets; its bits are the 9-bit digits, lowest first, of the hash times an odd number, the
 * lowest 9 bits of the product left out.
 */
final class BloomFilter {
  private static final int HEADER_BYTES = 8;
  private static final int BUCKET_BYTES = 64;
  private static final int BUCKET_BITS = 8 * BUCKET_BYTES;
  private static final int BUCKETS_MAX = (1 << 30) / BUCKET_BYTES;
  private static final int DIGIT_BITS = 9;
  private static final int PROBES_MAX = 6;
  private static final long SPREAD = 0xA0761D6478BD642FL;

  private BloomFilter() {}

  /** Whether {@code filter} has the form of one; its bits cannot be checked. */
  static boolean isSound(Slice filter) {
    if (filter.length() < HEADER_BYTES) {
      return false;
    }
    long buckets = Integer.toUnsignedLong(LittleEndian.getInt(filter.array(), filter.offset()));
    int probes = probes(filter);
    return buckets >= 1
        && probes >= 1
        && probes <= PROBES_MAX
        && filter.length() == HEADER_BYTES + buckets * BUCKET_BYTES;
  }

  private static int probes(Slice filter) {
    return LittleEndian.getInt(filter.array(), filter.offset() + 4);
  }

  /** False if no key with this hash was put into the filter. */
  static boolean mayContain(Slice filter, long hash) {
    byte[] array = filter.array();
    int buckets = LittleEndian.getInt(array, filter.offset());
    int start = filter.offset() + bucketStart(hash, buckets);
    int probes = probes(filter);
    long digits = hash * SPREAD;
    for (int probe = 0; probe < probes; probe++) {
      digits >>>= DIGIT_BITS;
      int bit = (int) digits & (BUCKET_BITS - 1);
      if ((array[start + (bit >>> 3)] & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int bucketStart(long hash, int buckets) {
    int bucket = (int) (((hash >>> 32) * buckets) >>> 32);
    return HEADER_BYTES + bucket * BUCKET_BYTES;
  }

  /**
   * The filter of the first {@code count} of {@code hashes}, with about that many bits for each.
   */
  static byte[] build(long[] hashes, int count, int bitsPerKey) {
    long wanted = ((long) count * bitsPerKey + BUCKET_BITS - 1) / BUCKET_BITS;
    int buckets = (int) Math.min(Math.max(1, wanted), BUCKETS_MAX);
    int probes = Math.min(Math.max(1, bitsPerKey * 6 / 10), PROBES_MAX);
    byte[] filter = new byte[HEADER_BYTES + buckets * BUCKET_BYTES];
    LittleEndian.putInt(filter, 0, buckets);
    LittleEndian.putInt(filter, 4, probes);
    for (int i = 0; i < count; i++) {
      int start = bucketStart(hashes[i], buckets);
      long digits = hashes[i] * SPREAD;
      for (int probe = 0; probe < probes; probe++) {
        digits >>>= DIGIT_BITS;
        int bit = (int) digits & (BUCKET_BITS - 1);
        filter[start + (bit >>> 3)] |= (byte) (1 << (bit & 7));
      }
    }
    return filter;
  }
}
