package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

class ReadSetTest {
  private final ReadSet reads = new ReadSet();

  @Test
  void manyScatteredPointsBecomeTheWholeStore() {
    for (int i = 0; i <= ReadSet.RANGES_MAX; i++) {
      reads.addPoint(1, key(i));
    }
    assertEquals(1, reads.ranges().size());
    assertTrue(covers(ranges(), key(-5)), "a key never read is covered");
    assertTrue(ranges().size() <= ReadSet.RANGES_MAX);
  }

  @Test
  void repeatedReadsAreMergedWithoutLosingAny() {
    for (int i = 0; i <= 3 * ReadSet.RANGES_MAX; i++) {
      reads.addPoint(1, key(i % 100));
    }
    List<ByteRange> ranges = ranges();
    for (int i = 0; i < 100; i++) {
      assertTrue(covers(ranges, key(i)), "key " + i);
    }
    assertTrue(!covers(ranges, key(100)), "what was not read is not covered");
  }

  @Test
  void anIntervalGrowsWithItsCursor() {
    ReadInterval interval = new ReadInterval(key(5), key(6));
    reads.add(1, interval);
    interval.reachUp(key(9));
    interval.reachDown(key(2));
    assertTrue(covers(ranges(), key(9)), "bounds are inclusive");
    assertTrue(covers(ranges(), key(2)), "bounds are inclusive");
    assertTrue(!covers(ranges(), key(10)));
    interval.reachUp(null);
    assertTrue(covers(ranges(), key(99)));
  }

  private List<ByteRange> ranges() {
    return reads.ranges().getOrDefault(1L, List.of());
  }

  private static boolean covers(List<ByteRange> ranges, Slice key) {
    return ranges.stream().anyMatch(range -> range.contains(key));
  }

  private static Slice key(int number) {
    int sortable = number ^ Integer.MIN_VALUE;
    return new Slice(
        new byte[] {
          (byte) (sortable >> 24), (byte) (sortable >> 16), (byte) (sortable >> 8), (byte) sortable
        });
  }
}
