package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitMapTest {
  private static final int UNITS = 3 * UnitMap.SEGMENT_UNITS + 77;

  private final BitSet free = new BitSet();
  private final UnitMap map = new UnitMap();

  @Test
  void agreesWithASetOfBits() {
    for (long seed = 1; seed <= 10; seed++) {
      Random random = new Random(seed);
      map.remove(0, UNITS);
      free.clear();
      for (int step = 0; step < 3000; step++) {
        step(random, "seed " + seed + " step " + step);
      }
    }
  }

  private void step(Random random, String at) {
    switch (random.nextInt(6)) {
      case 0, 1 -> addTakenRun(random);
      case 2 -> {
        int start = random.nextInt(UNITS);
        int count = length(random, UNITS - start);
        map.remove(start, count);
        free.clear(start, start + count);
      }
      default -> take(length(random, 40_000), at);
    }
    assertEquals(free.cardinality(), map.freeUnits(), at);
    int end = random.nextInt(UNITS) + 1;
    assertEquals(free.previousClearBit(end - 1) + 1, map.startOfFreeTail(end), at);
  }

  private static int length(Random random, int limit) {
    int most =
        switch (random.nextInt(8)) {
          case 0 -> 60_000;
          case 1 -> 3000;
          default -> 12;
        };
    return 1 + random.nextInt(Math.min(most, limit));
  }

  private void addTakenRun(Random random) {
    int start = free.nextClearBit(random.nextInt(UNITS));
    int next = free.nextSetBit(start);
    int end = Math.min(UNITS, next < 0 ? UNITS : next);
    if (start < end) {
      int count = length(random, end - start);
      map.add(start, count);
      free.set(start, start + count);
    }
  }

  private void take(int count, String at) {
    long start = map.take(count, UNITS);
    if (start < 0) {
      assertEquals(-1, firstRun(count), at + ": nothing found");
      return;
    }
    assertTrue(start + count <= UNITS, at);
    int taken = free.nextClearBit((int) start);
    assertTrue(taken >= start + count, at + ": unit " + taken + " was taken");
    free.clear((int) start, (int) start + count);
  }

  /** Where a run begins; short runs must not cross a boundary of segments. */
  private int firstRun(int count) {
    boolean mayCross = count > UnitMap.LONG_RUN_UNITS;
    int start = free.nextSetBit(0);
    while (start >= 0) {
      int boundary = (start / UnitMap.SEGMENT_UNITS + 1) * UnitMap.SEGMENT_UNITS;
      int end = free.nextClearBit(start);
      int reach = mayCross ? end : Math.min(end, boundary);
      if (reach - start >= count) {
        return start;
      }
      start = free.nextSetBit(reach);
    }
    return -1;
  }

  @Test
  void freeingTwiceIsNoticedAndChangesNothing() {
    map.add(10, 5);
    assertThrows(IllegalStateException.class, () -> map.add(8, 3));
    assertEquals(5, map.freeUnits());
    assertEquals(10, map.take(5, 100));
    assertEquals(-1, map.take(1, 100));
  }
}
