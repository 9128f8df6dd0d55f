package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checkpoints that allocate, free, are abandoned, and views that hold space back. */
class FreeExtentsTest {
  private final BitSet taken = new BitSet();
  private final List<Long> live = new ArrayList<>();
  private final List<Lifetime> retired = new ArrayList<>();
  private final Map<Long, Long> bornAt = new HashMap<>();

  /** Needed by the generations from {@code from} up to the one before {@code to}. */
  private record Lifetime(long address, long from, long to) {}

  @Test
  void neverHandsOutSpaceInUseAndLosesNone() {
    for (long seed = 0; seed < 40; seed++) {
      taken.clear();
      live.clear();
      retired.clear();
      bornAt.clear();
      run(new Random(seed), "seed " + seed);
    }
  }

  private void run(Random random, String at) {
    FreeExtents extents = new FreeExtents(1, true);
    NavigableSet<Long> pinned = new TreeSet<>();
    long current = 0;
    for (long generation = 1; generation <= 60; generation++) {
      ExtentCollector collector = new ExtentCollector();
      List<Long> written = allocateSome(random, extents, collector, at);
      if (random.nextInt(5) == 0) {
        extents.abandon(collector);
        written.forEach(address -> mark(address, false, at));
      } else {
        List<Long> freed = freeSome(random, collector);
        live.addAll(written);
        extents.retire(collector, generation);
        for (long address : freed) {
          retired.add(
              new Lifetime(address, Objects.requireNonNull(bornAt.get(address)), generation));
        }
        for (long address : written) {
          bornAt.put(address, generation);
        }
        if (random.nextInt(3) == 0) {
          pinned.add(current);
        }
        current = generation;
        release(random, extents, pinned, current, at);
        if (random.nextInt(8) == 0) {
          extents.rebuild(visitor -> live.forEach(visitor::accept));
        }
      }
      if (random.nextInt(8) == 0) {
        extents.cutFreeTail();
        assertTrue(extents.endUnit() >= taken.length(), at);
      }
      long free = extents.endUnit() - 1 - taken.cardinality();
      assertEquals(free * BlockAddress.UNIT_BYTES, extents.freeBytes(), at);
    }
  }

  private void release(
      Random random, FreeExtents extents, NavigableSet<Long> pinned, long current, String at) {
    pinned.removeIf(view -> random.nextInt(6) == 0);
    NavigableSet<Long> readable = new TreeSet<>(pinned);
    readable.add(current);
    extents.release(readable.stream().mapToLong(Long::longValue).toArray());
    for (Lifetime freed : List.copyOf(retired)) {
      if (readable.subSet(freed.from(), freed.to()).isEmpty()) {
        mark(freed.address(), false, at);
        retired.remove(freed);
      }
    }
  }

  private List<Long> allocateSome(
      Random random, FreeExtents extents, ExtentCollector collector, String at) {
    List<Long> written = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      long address = extents.allocate(1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 5));
      mark(address, true, at);
      collector.wrote(address);
      written.add(address);
    }
    return written;
  }

  private List<Long> freeSome(Random random, ExtentCollector collector) {
    List<Long> freed = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0 && !live.isEmpty(); i--) {
      long address = live.remove(random.nextInt(live.size()));
      collector.free(address);
      freed.add(address);
    }
    return freed;
  }

  private void mark(long address, boolean inUse, String at) {
    int start = (int) BlockAddress.firstUnit(address);
    int end = start + BlockAddress.units(address);
    assertTrue(start >= 1, at);
    for (int unit = start; unit < end; unit++) {
      assertEquals(!inUse, taken.get(unit), at + " unit " + unit);
      taken.set(unit, inUse);
    }
  }

  @Test
  void aBlockWrittenBetweenCheckpointsIsOlderThanAnEarlierLifeOfItsSpace() {
    for (boolean adopted : new boolean[] {false, true}) {
      FreeExtents extents = new FreeExtents(1, true);
      ExtentCollector first = new ExtentCollector();
      long address = extents.allocate(3);
      first.wrote(address);
      extents.retire(first, 5);
      ExtentCollector second = new ExtentCollector();
      second.free(address);
      extents.retire(second, 6);
      extents.release(new long[] {4, 6});
      assertEquals(address, extents.allocate(3), "nobody between 5 and 6 reads it");
      long generation = 7;
      if (adopted) {
        ExtentCollector adoption = new ExtentCollector();
        adoption.adopt(address);
        extents.retire(adoption, generation++);
      }
      ExtentCollector third = new ExtentCollector();
      third.free(address);
      extents.retire(third, generation);
      extents.release(new long[] {4, generation});
      assertEquals(0, extents.freeBytes(), "who pins 4 finds the run in what was flushed since");
      extents.release(new long[] {generation});
      assertEquals(3 * 4096, extents.freeBytes());
    }
  }

  @Test
  void spaceFromBeforeTheOpenIsTakenUntilRebuilt() {
    FreeExtents extents = new FreeExtents(100, false);
    assertFalse(extents.isRebuilt());
    assertEquals(100, BlockAddress.firstUnit(extents.allocate(2)));
    extents.rebuild(
        live -> {
          live.accept(BlockAddress.of(1, 10));
          live.accept(BlockAddress.of(20, 80));
          live.accept(BlockAddress.of(100, 2));
        });
    assertTrue(extents.isRebuilt());
    assertEquals(9 * 4096, extents.freeBytes());
    assertEquals(11, BlockAddress.firstUnit(extents.allocate(9)));
    assertEquals(102, BlockAddress.firstUnit(extents.allocate(1)));
  }

  @Test
  void whatIsAllocatedOrGivenBackDuringARebuildCounts() {
    FreeExtents extents = new FreeExtents(1, true);
    ExtentCollector abandoned = new ExtentCollector();
    abandoned.wrote(extents.allocate(10));
    long live = extents.allocate(5);
    ExtentCollector late = new ExtentCollector();
    late.wrote(extents.allocate(3));
    extents.abandon(abandoned);
    extents.rebuild(
        visitor -> {
          assertEquals(1, BlockAddress.firstUnit(extents.allocate(4)));
          visitor.accept(live);
          extents.abandon(late);
          assertEquals(19, BlockAddress.firstUnit(extents.allocate(20)));
        });
    assertEquals((6 + 3) * 4096, extents.freeBytes());
    assertEquals(5, BlockAddress.firstUnit(extents.allocate(6)));
    assertEquals(16, BlockAddress.firstUnit(extents.allocate(3)));
    assertEquals(39, BlockAddress.firstUnit(extents.allocate(1)));
  }

  @Test
  void aRebuildThatFailsChangesNothing() {
    FreeExtents extents = new FreeExtents(100, false);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            extents.rebuild(
                visitor -> {
                  visitor.accept(BlockAddress.of(1, 10));
                  throw new IllegalArgumentException("cannot be read");
                }));
    assertFalse(extents.isRebuilt());
    assertEquals(0, extents.freeBytes());
    assertEquals(100, BlockAddress.firstUnit(extents.allocate(1)));
  }
}
