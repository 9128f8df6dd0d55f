package org.lightningdb.storage.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Searches among heads and comparisons of prefixes agree with the plain ways to do them. */
class KeySearchTest {
  @Test
  void boundsAreThoseOfALinearSearch() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long[] heads = random.longs(random.nextInt(70), -20, 20).sorted().toArray();
      if (heads.length > 0 && random.nextBoolean()) {
        heads[0] = Long.MIN_VALUE;
        heads[heads.length - 1] = Long.MAX_VALUE;
      }
      for (long head = -21; head <= 21; head++) {
        assertBounds(heads, head, "seed " + seed);
      }
      assertBounds(heads, Long.MIN_VALUE, "seed " + seed);
      assertBounds(heads, Long.MAX_VALUE, "seed " + seed);
    }
  }

  private static void assertBounds(long[] heads, long head, String at) {
    int below = (int) Arrays.stream(heads).filter(one -> one < head).count();
    int equal = (int) Arrays.stream(heads).filter(one -> one == head).count();
    assertEquals(below, KeyHead.lowerBound(heads, head), at);
    for (int i = below; i < below + equal; i++) {
      assertEquals(below + equal, KeyHead.equalEnd(heads, i), at);
    }
  }

  @Test
  void prefixesCompareAsSlicesDo() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] left = new byte[random.nextInt(30)];
      byte[] right = new byte[random.nextInt(30)];
      int changed = random.nextInt(30);
      if (changed < right.length && random.nextBoolean()) {
        right[changed] = (byte) random.nextInt(256);
      }
      int start = random.nextInt(right.length + 1);
      int length = right.length - start;
      Slice key = new Slice(left);
      Slice prefix = new Slice(right, start, length);
      int expected = key.startsWith(prefix) ? 0 : key.compareTo(prefix);
      int order = KeyPrefix.compare(key, right, start, length);
      assertEquals(Integer.signum(expected), Integer.signum(order), "seed " + seed);
    }
  }
}
