package org.lightningdb.storage.block;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a data file are free, one bit for each unit. Nothing about it is on disk: after an
 * open all space below the end counts as taken until {@link #rebuild} has seen which blocks the
 * roots reach.
 *
 * <p>A block that checkpoint g freed is still read by views older than g, unless they are also
 * older than the block, and by recovery until the manifest of g is durable. So it waits: {@link
 * #retire} after g is durable, {@link #release} when no view can read it; only then is it handed
 * out again.
 *
 * <p>Thread-safe.
 */
public final class FreeExtents {
  /**
   * What one checkpoint freed and wrote.
   *
   * <p>A block is needed by the generations from the one that wrote it up to the one before this
   * that freed it. Which one wrote it is known while an older entry is still in the queue, which it
   * is as long as a view pins a generation before it; else it counts as written before all. So does
   * what no checkpoint wrote, whatever lay there earlier: the runs of large transactions, which
   * older generations find among the flushed changes that they may conflict with.
   */
  private static final class Retired {
    final long generation;

    /** Ascending. */
    final long[] written;

    /** Ascending. */
    final long[] adopted;

    /** What nobody knows to be unneeded so far, and when it was written. */
    long[] addresses;

    long[] bornAt;

    /** The newest pinned generation before this one when {@link #addresses} was sifted last. */
    long siftedFor = Long.MAX_VALUE;

    Retired(long generation, ExtentCollector extents, long[] bornAt) {
      this.generation = generation;
      this.written = extents.written();
      this.adopted = extents.adopted();
      this.addresses = extents.freed();
      this.bornAt = bornAt;
      Arrays.sort(written);
      Arrays.sort(adopted);
    }

    boolean wrote(long address) {
      return Arrays.binarySearch(written, address) >= 0;
    }

    boolean adopted(long address) {
      return Arrays.binarySearch(adopted, address) >= 0;
    }
  }

  /** Before all generations. */
  private static final long NEVER = -1;

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
    long[] bornAt = Arrays.stream(extents.freed()).map(this::bornAt).toArray();
    Retired entry = new Retired(generation, extents, bornAt);
    for (long[] owned : new long[][] {entry.addresses, entry.written, entry.adopted}) {
      for (long address : owned) {
        takeFrom(unowned, address);
      }
    }
    retired.add(entry);
  }

  private long bornAt(long address) {
    if (unowned.contains(BlockAddress.firstUnit(address))) {
      return 0;
    }
    Iterator<Retired> newestFirst = retired.descendingIterator();
    while (newestFirst.hasNext()) {
      Retired entry = newestFirst.next();
      if (entry.wrote(address)) {
        return entry.generation;
      }
      if (entry.adopted(address)) {
        return 0;
      }
    }
    return 0;
  }

  /**
   * Makes reusable what the checkpoints up to {@code oldestPinnedGeneration} freed: no view reads
   * roots older than that one any more.
   */
  public synchronized void release(long oldestPinnedGeneration) {
    release(
        oldestPinnedGeneration,
        generation -> oldestPinnedGeneration < generation ? generation - 1 : NEVER);
  }

  /**
   * Makes reusable what no view needs any more.
   *
   * @param pinnedGenerations all that views may read, ascending and not empty; the last is the
   *     current one
   */
  public synchronized void release(long[] pinnedGenerations) {
    release(pinnedGenerations[0], generation -> newestBefore(generation, pinnedGenerations));
  }

  private void release(long oldestPinnedGeneration, LongUnaryOperator newestPinnedBefore) {
    Iterator<Retired> oldestFirst = retired.iterator();
    while (oldestFirst.hasNext()) {
      Retired entry = oldestFirst.next();
      long pinned = newestPinnedBefore.applyAsLong(entry.generation);
      if (pinned != entry.siftedFor) {
        entry.siftedFor = pinned;
        sift(entry, pinned);
      }
      if (entry.generation <= oldestPinnedGeneration) {
        oldestFirst.remove();
      }
    }
  }

  /** The newest pinned generation before {@code generation}, or {@link #NEVER}. */
  private static long newestBefore(long generation, long[] pinnedGenerations) {
    long newest = NEVER;
    for (long pinned : pinnedGenerations) {
      if (pinned < generation) {
        newest = pinned;
      }
    }
    return newest;
  }

  /** Gives back what was written after {@code pinned}, which nobody older can need. */
  private void sift(Retired entry, long pinned) {
    int kept = 0;
    for (int i = 0; i < entry.addresses.length; i++) {
      if (entry.bornAt[i] > pinned) {
        giveBack(entry.addresses[i]);
      } else {
        entry.addresses[kept] = entry.addresses[i];
        entry.bornAt[kept] = entry.bornAt[i];
        kept++;
      }
    }
    entry.addresses = Arrays.copyOf(entry.addresses, kept);
    entry.bornAt = Arrays.copyOf(entry.bornAt, kept);
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

  /** Bytes of blocks that the newest roots need; too many while free space is not known. */
  public synchronized long usedBytes() {
    return (endUnit - 1) * BlockAddress.UNIT_BYTES - freeBytes() - retiredBytes();
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
