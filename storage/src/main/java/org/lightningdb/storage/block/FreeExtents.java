package org.lightningdb.storage.block;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a data file are free, one bit for each unit. Nothing about it is on disk: after an
 * open all space below the end counts as taken until {@link #rebuild} has seen which blocks the
 * roots reach.
 *
 * <p>A block that checkpoint g freed is still read by views older than g, and by recovery until the
 * manifest of g is durable. So it waits: {@link #retire} after g is durable, {@link #release} when
 * no view is older than g; only then is it handed out again.
 *
 * <p>Thread-safe.
 */
public final class FreeExtents {
  private static final class Retired {
    final long generation;
    final long[] addresses;

    Retired(long generation, long[] addresses) {
      this.generation = generation;
      this.addresses = addresses;
    }
  }

  private UnitMap free = new UnitMap();

  /**
   * What was handed out and neither given back nor retired with the checkpoint that wrote or freed
   * it: blocks that no manifest knows yet.
   */
  private final UnitMap unowned = new UnitMap();

  private final ArrayDeque<Retired> retired = new ArrayDeque<>();

  /** Written under the lock; readers of blocks only compare with it. */
  private volatile long endUnit;

  private boolean rebuilt;

  /** What a rebuild under way has so far. */
  private @Nullable UnitMap building;

  /** Everything before {@code endUnit} counts as taken. */
  FreeExtents(long endUnit, boolean complete) {
    this.endUnit = endUnit;
    this.rebuilt = complete;
  }

  /** Whether free space from before the open is known. */
  public synchronized boolean isRebuilt() {
    return rebuilt;
  }

  /**
   * Finds all free space. {@code liveBlocks} must report the address of every block that has to
   * stay and is not {@link #retire}d, in any order; what is allocated or given back meanwhile is
   * taken care of. If it fails, nothing has changed.
   */
  public void rebuild(Consumer<LongConsumer> liveBlocks) {
    try {
      UnitMap found = beginRebuild();
      liveBlocks.accept(address -> takeFrom(found, address));
      endRebuild(found);
    } finally {
      forgetRebuild();
    }
  }

  private synchronized UnitMap beginRebuild() {
    UnitMap found = new UnitMap();
    found.add(1, endUnit - 1);
    building = found;
    return found;
  }

  private synchronized void takeFrom(UnitMap map, long address) {
    map.remove(BlockAddress.firstUnit(address), BlockAddress.units(address));
  }

  private synchronized void endRebuild(UnitMap found) {
    for (Retired waiting : retired) {
      for (long address : waiting.addresses) {
        takeFrom(found, address);
      }
    }
    found.removeAll(unowned);
    free = found;
    rebuilt = true;
  }

  private synchronized void forgetRebuild() {
    building = null;
  }

  /** Takes the first free extent that is large enough, else space behind the end. */
  synchronized long allocate(int units) {
    long found = free.take(units, endUnit);
    if (found >= 0) {
      long address = BlockAddress.of(found, units);
      if (building != null) {
        takeFrom(building, address);
      }
      unowned.add(found, units);
      return address;
    }
    long start = endUnit;
    long address = BlockAddress.of(start, units);
    endUnit = start + units;
    unowned.add(start, units);
    return address;
  }

  /** Says that there are blocks of committed runs below {@code fileBytes}. */
  public synchronized void extendTo(long fileBytes) {
    long units = (fileBytes + BlockAddress.UNIT_BYTES - 1) / BlockAddress.UNIT_BYTES;
    endUnit = Math.max(endUnit, units);
  }

  /** Takes a block that no manifest knows yet; only before anything is handed out or free. */
  public synchronized void take(long address) {
    unowned.add(BlockAddress.firstUnit(address), BlockAddress.units(address));
  }

  /** Queues what checkpoint {@code generation} freed; call when its manifest is durable. */
  public synchronized void retire(ExtentCollector extents, long generation) {
    long[] freed = extents.freed();
    for (long address : freed) {
      takeFrom(unowned, address);
    }
    for (long address : extents.written()) {
      takeFrom(unowned, address);
    }
    for (long address : extents.adopted()) {
      takeFrom(unowned, address);
    }
    retired.add(new Retired(generation, freed));
  }

  /**
   * Makes reusable what the checkpoints up to {@code oldestPinnedGeneration} freed: no view reads
   * roots older than that one any more.
   */
  public synchronized void release(long oldestPinnedGeneration) {
    Retired oldest = retired.peek();
    while (oldest != null && oldest.generation <= oldestPinnedGeneration) {
      retired.remove();
      for (long address : oldest.addresses) {
        giveBack(address);
      }
      oldest = retired.peek();
    }
  }

  /** Takes back at once what an abandoned checkpoint wrote; nothing refers to it. */
  public synchronized void abandon(ExtentCollector extents) {
    for (long address : extents.written()) {
      giveBack(address);
    }
  }

  /** Known free bytes below the end of the file. */
  public synchronized long freeBytes() {
    return free.freeUnits() * BlockAddress.UNIT_BYTES;
  }

  /** Bytes handed out that no checkpoint has made known to the manifest yet. */
  public synchronized long unownedBytes() {
    return unowned.freeUnits() * BlockAddress.UNIT_BYTES;
  }

  /**
   * Bytes of the file that are neither in {@code usedBytes}, nor free or waiting to be, nor
   * unowned: 0 if every unit is accounted for, whatever is written meanwhile.
   */
  public synchronized long lostBytes(long usedBytes) {
    long knownUnits = 1 + free.freeUnits() + unowned.freeUnits();
    return (endUnit - knownUnits) * BlockAddress.UNIT_BYTES - usedBytes - retiredBytes();
  }

  /** Bytes that wait for {@link #release}. */
  public synchronized long retiredBytes() {
    return retired.stream()
        .flatMapToLong(waiting -> Arrays.stream(waiting.addresses))
        .map(BlockAddress::lengthBytes)
        .sum();
  }

  long endUnit() {
    return endUnit;
  }

  /** Moves the end before the free space that touches it; returns whether there was any. */
  synchronized boolean cutFreeTail() {
    long start = free.startOfFreeTail(endUnit);
    if (start == endUnit) {
      return false;
    }
    free.remove(start, endUnit - start);
    endUnit = start;
    return true;
  }

  private void giveBack(long address) {
    long start = BlockAddress.firstUnit(address);
    int units = BlockAddress.units(address);
    unowned.remove(start, units);
    free.add(start, units);
    if (building != null) {
      building.remove(start, units);
      building.add(start, units);
    }
  }
}
