package org.lightningdb.storage.block;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a data file are free. Nothing about it is on disk: after an open all space below
 * the end counts as taken until {@link #rebuild} has seen which blocks the roots reach.
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

  private final NavigableMap<Long, Integer> unitsByStart = new TreeMap<>();
  private final NavigableMap<Integer, TreeSet<Long>> startsByUnits = new TreeMap<>();
  private final ArrayDeque<Retired> retired = new ArrayDeque<>();

  /** Written under the lock; readers of blocks only compare with it. */
  private volatile long endUnit;

  private long freeUnits;
  private boolean rebuilt;

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
   * Finds all free space. {@code liveBlocks} must report the address of every block that the
   * current roots of all stores reach; no merge may be under way.
   */
  public void rebuild(Consumer<LongConsumer> liveBlocks) {
    LongStream.Builder live = LongStream.builder();
    liveBlocks.accept(live);
    findGaps(live);
  }

  private synchronized void findGaps(LongStream.Builder live) {
    retired.forEach(waiting -> Arrays.stream(waiting.addresses).forEach(live));
    long[] taken = live.build().sorted().toArray();
    unitsByStart.clear();
    startsByUnits.clear();
    freeUnits = 0;
    long next = 1;
    for (long address : taken) {
      long start = BlockAddress.firstUnit(address);
      addGap(next, start);
      next = Math.max(next, start + BlockAddress.units(address));
    }
    addGap(next, endUnit);
    rebuilt = true;
  }

  private void addGap(long start, long end) {
    long from = start;
    while (from < end) {
      int units = (int) Math.min(end - from, BlockAddress.UNITS_MAX);
      insert(from, units);
      from += units;
    }
  }

  /** Takes the smallest free extent that is large enough, else space behind the end. */
  synchronized long allocate(int units) {
    Map.@Nullable Entry<Integer, TreeSet<Long>> fitting = startsByUnits.ceilingEntry(units);
    if (fitting == null) {
      long start = endUnit;
      long address = BlockAddress.of(start, units);
      endUnit = start + units;
      return address;
    }
    long start = fitting.getValue().first();
    int found = fitting.getKey();
    remove(start, found);
    if (found > units) {
      insert(start + units, found - units);
    }
    return BlockAddress.of(start, units);
  }

  /** Queues what checkpoint {@code generation} freed; call when its manifest is durable. */
  public synchronized void retire(ExtentCollector extents, long generation) {
    retired.add(new Retired(generation, extents.freed()));
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
    return freeUnits * BlockAddress.UNIT_BYTES;
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

  /** Moves the end before a free extent that touches it; returns whether there was one. */
  synchronized boolean cutFreeTail() {
    boolean cut = false;
    Map.@Nullable Entry<Long, Integer> last = unitsByStart.lastEntry();
    while (last != null && last.getKey() + last.getValue() == endUnit) {
      remove(last.getKey(), last.getValue());
      endUnit = last.getKey();
      cut = true;
      last = unitsByStart.lastEntry();
    }
    return cut;
  }

  private void giveBack(long address) {
    long start = BlockAddress.firstUnit(address);
    int units = BlockAddress.units(address);
    Map.@Nullable Entry<Long, Integer> below = unitsByStart.lowerEntry(start);
    if (below != null
        && below.getKey() + below.getValue() == start
        && fits(below.getValue(), units)) {
      remove(below.getKey(), below.getValue());
      start = below.getKey();
      units += below.getValue();
    }
    Integer above = unitsByStart.get(start + units);
    if (above != null && fits(above, units)) {
      remove(start + units, above);
      units += above;
    }
    insert(start, units);
  }

  private static boolean fits(int units, int more) {
    return units + more <= BlockAddress.UNITS_MAX;
  }

  private void insert(long start, int units) {
    if (unitsByStart.put(start, units) != null) {
      throw new IllegalStateException("extent at unit " + start + " freed twice");
    }
    startsByUnits.computeIfAbsent(units, unused -> new TreeSet<>()).add(start);
    freeUnits += units;
  }

  private void remove(long start, int units) {
    unitsByStart.remove(start);
    startsByUnits.computeIfPresent(
        units,
        (unused, starts) -> {
          starts.remove(start);
          return starts.isEmpty() ? null : starts;
        });
    freeUnits -= units;
  }
}
