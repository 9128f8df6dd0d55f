package org.lightningdb.storage.layout.lsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;

class BloomFilterTest {
  @Test
  void findsEveryKeyThatWasPutIn() {
    Random random = new Random(7);
    for (int count : new int[] {0, 1, 2, 60, 1000, 20_000}) {
      long[] hashes = random.longs(count).toArray();
      Slice filter = new Slice(BloomFilter.build(hashes, count, 10));
      assertTrue(BloomFilter.isSound(filter));
      for (long hash : hashes) {
        assertTrue(BloomFilter.mayContain(filter, hash), "of " + count + " hash " + hash);
      }
    }
  }

  @Test
  void deniesMostOtherKeys() {
    int count = 50_000;
    long[] hashes = new long[count];
    for (int i = 0; i < count; i++) {
      hashes[i] = KeyHash.of(Slice.utf8("customer/" + i));
    }
    Slice filter = new Slice(BloomFilter.build(hashes, count, 10));
    int wrong = 0;
    for (int i = count; i < 2 * count; i++) {
      wrong += BloomFilter.mayContain(filter, KeyHash.of(Slice.utf8("customer/" + i))) ? 1 : 0;
    }
    assertTrue(wrong < count * 0.015, wrong + " of " + count);
    assertTrue(wrong > count * 0.002, "too good to be true: " + wrong);
  }

  @Test
  void readsItsBytesAnywhereInAnArray() {
    long[] hashes = {1, 2, 3};
    byte[] filter = BloomFilter.build(hashes, 3, 10);
    byte[] larger = new byte[filter.length + 11];
    Arrays.fill(larger, (byte) 0x5A);
    System.arraycopy(filter, 0, larger, 5, filter.length);
    Slice inside = new Slice(larger, 5, filter.length);
    Slice alone = new Slice(filter);
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      long hash = random.nextLong();
      assertEquals(BloomFilter.mayContain(alone, hash), BloomFilter.mayContain(inside, hash));
    }
  }

  @Test
  void knowsWhatIsNoFilter() {
    byte[] filter = BloomFilter.build(new long[] {5}, 1, 10);
    assertFalse(BloomFilter.isSound(new Slice(filter, 0, 7)));
    assertFalse(BloomFilter.isSound(new Slice(filter, 0, filter.length - 1)));
    filter[4] = 0;
    assertFalse(BloomFilter.isSound(new Slice(filter)), "no probes");
    assertFalse(BloomFilter.isSound(new Slice(new byte[8])), "no buckets");
  }

  /** The hash is part of the file format: these values must stay what they are for ever. */
  @Test
  void hashNeverChanges() {
    assertEquals(HASH_OF_NOTHING, KeyHash.of(new Slice()));
    assertEquals(HASH_OF_LIGHTNING, KeyHash.of(Slice.utf8("lightning")));
  }

  @Test
  void hashesOfSimilarKeysDiffer() {
    Set<Long> seen = new HashSet<>();
    byte[] key = new byte[16];
    for (int length = 0; length <= 16; length++) {
      assertTrue(seen.add(KeyHash.of(new Slice(key, 0, length))), "zeros, length " + length);
    }
    for (int bit = 0; bit < 128; bit++) {
      key[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(seen.add(KeyHash.of(new Slice(key))), "bit " + bit);
      key[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static final long HASH_OF_NOTHING = -6469230813132217985L;
  private static final long HASH_OF_LIGHTNING = 7281357877823608963L;
}
