package org.lightningdb.storage.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimeMapTest {
  private static final long SECOND = 1000;
  private static final long DAY = 24 * 3600 * SECOND;

  @Test
  void anEmptyMapKnowsNothing() {
    assertEquals(0, TimeMap.empty().timestampAt(Long.MAX_VALUE));
    assertEquals(0, TimeMap.empty().clockMillisAt(17));
    assertEquals(0, TimeMap.empty().firstAfter(17));
  }

  @Test
  void answersLieBetweenSamples() {
    TimeMap map = TimeMap.of(new long[] {100, 200, 300}, new long[] {5, 6, 40}, 3);
    assertEquals(0, map.timestampAt(99));
    assertEquals(5, map.timestampAt(100));
    assertEquals(5, map.timestampAt(199));
    assertEquals(40, map.timestampAt(1000));
    assertEquals(100, map.clockMillisAt(1));
    assertEquals(100, map.clockMillisAt(5));
    assertEquals(300, map.clockMillisAt(7));
    assertEquals(300, map.clockMillisAt(41));
    assertEquals(2, map.firstAfter(6));
    assertEquals(2, map.firstAfter(39));
  }

  @Test
  void refusesSamplesThatDoNotAscend() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TimeMap.of(new long[] {100, 100}, new long[] {1, 2}, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> TimeMap.of(new long[] {100, 101}, new long[] {2, 2}, 2));
  }

  @Test
  void whatFollowsIsAddedOnce() {
    TimeMap map = TimeMap.of(new long[] {100, 200, 300}, new long[] {5, 6, 40}, 3);
    TimeMap first = TimeMap.of(new long[] {100, 200}, new long[] {5, 6}, 2);
    assertEquals(map, first.followedBy(map));
    assertEquals(map, TimeMap.empty().followedBy(map));
    assertSame(map, map.followedBy(first));
    assertEquals(map.hashCode(), first.followedBy(map).hashCode());
  }

  /** Commits at random moments over years, compared with a list of all of them. */
  @Test
  void thinnedMapsStayExactEnoughAndBounded() {
    for (long seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      CommitClock clock = new CommitClock(() -> 0, TimeMap.empty());
      NavigableMap<Long, Long> all = new TreeMap<>();
      long now = 1_700_000_000_000L;
      for (long timestamp = 1; timestamp <= 300_000; timestamp++) {
        clock.note(timestamp, now);
        all.put(now, timestamp);
        now += random.nextInt(1000) == 0 ? (long) (random.nextDouble() * DAY) : random.nextInt(20);
      }
      TimeMap map = clock.map();
      assertTrue(map.size() < TimeMap.SAMPLES_MAX, "seed " + seed + ": " + map);
      assertTrue(map.size() > 100, "seed " + seed + ": " + map);
      for (int i = 0; i < 2000; i++) {
        double share = Math.pow(10, -6 * random.nextDouble());
        long asked = all.lastKey() - (long) ((all.lastKey() - all.firstKey()) * share);
        assertCloseEnough(all, map, asked, "seed " + seed);
      }
    }
  }

  private static void assertCloseEnough(
      NavigableMap<Long, Long> all, TimeMap map, long asked, String where) {
    long found = map.timestampAt(asked);
    Map.Entry<Long, Long> exact = all.floorEntry(asked);
    long age = all.lastKey() - asked;
    assertTrue(found <= exact.getValue(), where + " is later than " + exact);
    long earlier = exact.getKey() - Math.max(2 * age / TimeMap.PRECISION, 0) - 2;
    Map.Entry<Long, Long> farthest = all.floorEntry(earlier);
    if (farthest != null) {
      assertTrue(found >= farthest.getValue(), where + ", age " + age + ": " + found);
    }
    assertTrue(map.timestampAt(map.clockMillisAt(found)) >= found, where);
  }
}
