package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.ExtentUse.Place;
import org.lightningdb.storage.block.BlockAddress;

class ExtentUseTest {
  private static final long UNIT = BlockAddress.UNIT_BYTES;

  @Test
  void tellsHowBlocksLie() {
    ExtentUse use = new ExtentUse(100 * UNIT);
    assertSame(Place.ALONE, use.add(10 * UNIT, 4 * UNIT));
    assertSame(Place.ALONE, use.add(14 * UNIT, UNIT));
    assertSame(Place.ALONE, use.add(9 * UNIT, UNIT));
    assertSame(Place.SHARED, use.add(10 * UNIT, 4 * UNIT));
    assertSame(Place.OVERLAPPING, use.add(12 * UNIT, UNIT));
    assertSame(Place.OVERLAPPING, use.add(5 * UNIT, 30 * UNIT));
    assertSame(Place.OUTSIDE, use.add(0, UNIT));
    assertSame(Place.OUTSIDE, use.add(99 * UNIT, 2 * UNIT));
    assertSame(Place.ALONE, use.add(98 * UNIT, 2 * UNIT));
    assertEquals(46 * UNIT, use.usedBytes());
  }

  @Test
  void tenGigabytesOfBlocksTakeLittle() {
    long before = usedHeap();
    long fileBytes = 10L << 30;
    ExtentUse use = new ExtentUse(fileBytes);
    Random random = new Random(1);
    long offset = UNIT;
    int blocks = 0;
    while (offset + 8 * UNIT < fileBytes) {
      long length = (1 + random.nextInt(7)) * UNIT;
      assertSame(Place.ALONE, use.add(offset, length));
      offset += length;
      blocks++;
    }
    long grown = usedHeap() - before;
    assertTrue(blocks > 600_000);
    assertTrue(grown < 4 << 20, blocks + " blocks in " + grown + " bytes");
    assertEquals(offset - UNIT, use.usedBytes());
  }

  private static long usedHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
