package org.lightningdb.storage.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VisibleCursor;
import org.lightningdb.storage.vfs.SimVfs;

/** What every {@link Layout} promises, checked by random flushes beside a sorted map. */
public abstract class LayoutContract {
  /** The layout under test over one block file, and whatever it does between flushes. */
  protected abstract StoreUnderTest.Kit kit(Random random);

  private static NavigableMap<Slice, Entry> randomChanges(
      Random random, NavigableMap<Slice, Entry> model, int keyKinds, long timestamp) {
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    int deletesInTen = random.nextInt(11);
    for (int i = random.nextInt(random.nextBoolean() ? 10 : 300); i > 0; i--) {
      Slice key =
          random.nextInt(40) == 0
              ? new Slice(new byte[random.nextInt(3000)])
              : CursorContract.randomKey(random, keyKinds);
      changes.put(key, randomEntry(random, random.nextInt(10) < deletesInTen, timestamp));
    }
    if (random.nextInt(8) == 0 && !model.isEmpty()) {
      Slice from = CursorContract.randomKey(random, keyKinds);
      model
          .tailMap(from, true)
          .keySet()
          .forEach(key -> changes.put(key, randomEntry(random, true, timestamp)));
    }
    return changes;
  }

  private static Entry randomEntry(Random random, boolean tombstone, long timestamp) {
    int length = random.nextInt(random.nextInt(50) == 0 ? 20_000 : 60);
    byte[] value = new byte[tombstone ? 0 : length];
    random.nextBytes(value);
    return new Entry(new Slice(value), timestamp, tombstone);
  }

  @Test
  @Timeout(110)
  void agreesWithSortedMapOverRandomFlushes() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      StoreUnderTest store = new StoreUnderTest(SimVfs.memory("seed" + seed), kit(random), random);
      int keyKinds = 1 + random.nextInt(5);
      int rounds = 5 + random.nextInt(25);
      for (int round = 0; round < rounds; round++) {
        String at = "seed " + seed + " round " + round;
        store.flush(randomChanges(random, store.model, keyKinds, 1L + round));
        if (random.nextBoolean()) {
          store.maintain();
        }
        if (random.nextInt(6) == 0) {
          store.reopen(true);
        }
        if (random.nextInt(4) == 0) {
          int share = 1 + random.nextInt(8);
          move(
              store,
              address -> BlockAddress.offsetBytes(address) / BlockAddress.UNIT_BYTES % share == 0);
        }
        store.check(at);
        checkReads(store, random, keyKinds, at);
      }
    }
  }

  private static void move(StoreUnderTest store, LongPredicate moves) {
    store.rewrite((layout, versions, extents) -> layout.move(versions, moves, extents));
  }

  @Test
  void movesEveryBlockItIsToldTo() {
    for (long seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      StoreUnderTest store = new StoreUnderTest(SimVfs.memory("move" + seed), kit(random), random);
      for (int round = 0; round < 8; round++) {
        store.flush(randomChanges(random, store.model, 3, 1L + round));
      }
      StoredVersions unmoved = store.versions;
      move(store, address -> false);
      assertEquals(unmoved.root(), store.versions.root());
      Set<Long> old = new HashSet<>();
      unmoved.visitBlocks(old::add);
      store.pinFrom(0);
      move(store, old::contains);
      store.versions.visitBlocks(address -> assertFalse(old.contains(address)));
      StoreUnderTest.assertHolds(unmoved, store.model, "before");
      store.pinFrom(Long.MAX_VALUE);
      store.check("seed " + seed);
    }
  }

  private static void checkReads(StoreUnderTest store, Random random, int keyKinds, String at) {
    StoredVersions versions = store.versions;
    FoundVersion out = new FoundVersion();
    for (int i = 0; i < 30; i++) {
      Slice key = CursorContract.randomKey(random, keyKinds);
      Entry expected = store.model.get(key);
      boolean found = versions.get(key, Long.MAX_VALUE - 1, out) && !out.tombstone();
      assertEquals(expected != null, found, at + " key " + key);
      if (expected != null) {
        assertEquals(expected.value(), out.value(), at);
        assertEquals(expected.timestamp(), out.commitTimestamp(), at);
        assertEquals(expected.timestamp(), versions.newestTimestamp(key), at);
        boolean older = versions.get(key, expected.timestamp() - 1, out);
        assertTrue(!older || out.commitTimestamp() < expected.timestamp(), at);
      }
    }
    checkMany(versions, random, keyKinds, at);
    ByteRange range =
        new ByteRange(
            random.nextBoolean() ? CursorContract.randomKey(random, keyKinds) : null,
            random.nextBoolean() ? CursorContract.randomKey(random, keyKinds) : null);
    NavigableMap<Slice, Entry> inside = new TreeMap<>(store.model);
    inside.keySet().removeIf(key -> !range.contains(key));
    checkRange(versions, range, inside, at + " range " + range);
    checkChanges(versions, range, inside, random.nextInt(40), at + " range " + range);
  }

  /** Many keys at once are found as they are one by one, at any time that can be read. */
  private static void checkMany(StoredVersions versions, Random random, int keyKinds, String at) {
    int count = random.nextInt(20);
    Slice[] keys = new Slice[20];
    FoundVersion[] many = new FoundVersion[20];
    boolean[] found = new boolean[20];
    boolean[] before = new boolean[20];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = CursorContract.randomKey(random, keyKinds);
      many[i] = new FoundVersion();
      found[i] = random.nextInt(8) == 0;
      before[i] = found[i];
    }
    long timestamp = random.nextBoolean() ? Long.MAX_VALUE - 1 : random.nextInt(30);
    versions.getMany(keys, count, timestamp, many, found);
    FoundVersion one = new FoundVersion();
    for (int i = 0; i < keys.length; i++) {
      boolean asked = i < count && !before[i];
      assertEquals(before[i] || (asked && versions.get(keys[i], timestamp, one)), found[i], at);
      if (asked && found[i]) {
        assertEquals(one.commitTimestamp(), many[i].commitTimestamp(), at);
        assertEquals(one.tombstone(), many[i].tombstone(), at);
        assertEquals(
            one.tombstone() ? null : one.value(), many[i].tombstone() ? null : many[i].value(), at);
      }
    }
  }

  private static void checkRange(
      StoredVersions versions, ByteRange range, NavigableMap<Slice, Entry> inside, String at) {
    try (Cursor cursor = new VisibleCursor(versions.cursor(range, Long.MAX_VALUE - 1), range)) {
      boolean stands = cursor.first();
      for (Map.Entry<Slice, Entry> place : inside.entrySet()) {
        assertTrue(stands, at);
        assertEquals(place.getKey(), cursor.key(), at);
        assertEquals(place.getValue().value(), cursor.value(), at);
        stands = cursor.next();
      }
      assertFalse(stands, at);
      stands = cursor.last();
      for (Map.Entry<Slice, Entry> place : inside.descendingMap().entrySet()) {
        assertTrue(stands, at);
        assertEquals(place.getKey(), cursor.key(), at);
        assertEquals(place.getValue().timestamp(), cursor.commitTimestamp(), at);
        stands = cursor.prev();
      }
      assertFalse(stands, at);
    }
    RangeSize size = versions.estimate(range);
    assertTrue(size.entries() >= 0 && size.bytes() >= 0, at);
    if (range.lower() == null && range.upper() == null) {
      assertTrue(size.entries() >= inside.size(), at);
    }
    checkSplitPoints(versions, range, at);
  }

  private static void checkSplitPoints(StoredVersions versions, ByteRange range, String at) {
    for (int parts = 1; parts < 9; parts++) {
      List<Slice> points = versions.splitPoints(range, parts);
      assertTrue(points.size() < parts, at + ": " + points.size() + " points, parts " + parts);
      Slice before = range.lower();
      for (Slice point : points) {
        assertTrue(range.contains(point), at);
        assertTrue(before == null || before.compareTo(point) < 0, at);
        before = point;
      }
    }
  }

  /** A layout may forget deletions, but nothing else that is newer than a timestamp. */
  private static void checkChanges(
      StoredVersions versions,
      ByteRange range,
      NavigableMap<Slice, Entry> inside,
      long timestamp,
      String at) {
    boolean newer = inside.values().stream().anyMatch(entry -> entry.timestamp() > timestamp);
    boolean told = versions.changedAfter(range, timestamp);
    assertTrue(told || !newer, at + ": a newer version than " + timestamp + " is not told of");
    assertFalse(versions.changedAfter(range, 1000), at);
  }

  @Test
  void oldVersionsStayReadableUntilTheirExtentsAreReleased() {
    Random random = new Random(11);
    StoreUnderTest store = new StoreUnderTest(SimVfs.memory("pinned"), kit(random), random);
    List<StoredVersions> pinned = new ArrayList<>();
    List<NavigableMap<Slice, Entry>> models = new ArrayList<>();
    store.pinFrom(0);
    for (int round = 0; round < 20; round++) {
      store.flush(randomChanges(random, store.model, 2, 1L + round));
      store.maintain();
      pinned.add(store.versions);
      models.add(new TreeMap<>(store.model));
    }
    for (int i = 0; i < pinned.size(); i++) {
      StoreUnderTest.assertHolds(pinned.get(i), models.get(i), "generation " + i);
    }
    store.pinFrom(Long.MAX_VALUE);
    store.flush(randomChanges(random, store.model, 2, 100));
    store.check("after release");
  }

  @Test
  void abandonedFlushLeavesEverythingAsItWas() {
    Random random = new Random(5);
    StoreUnderTest store = new StoreUnderTest(SimVfs.memory("abandoned"), kit(random), random);
    for (int round = 0; round < 15; round++) {
      store.flush(randomChanges(random, store.model, 3, 1L + round));
      ExtentCollector extents = new ExtentCollector();
      store.flushInto(randomChanges(random, store.model, 3, 100), extents);
      store.blocks.freeExtents().abandon(extents);
      store.check("round " + round);
    }
  }

  @Test
  void emptyStoreKnowsNothing() {
    Random random = new Random(1);
    StoreUnderTest store = new StoreUnderTest(SimVfs.memory("empty"), kit(random), random);
    store.check("empty");
    assertEquals(0, store.versions.entries());
    assertEquals(0, store.versions.bytes());
    assertEquals(0, store.versions.newestTimestamp(Slice.utf8("a")));
    assertFalse(store.versions.get(Slice.utf8("a"), 5, new FoundVersion()));
    assertFalse(store.versions.changedAfter(ByteRange.all(), 0));
    assertEquals(RangeSize.NOTHING, store.versions.estimate(ByteRange.all()));
    assertEquals(List.of(), store.versions.splitPoints(ByteRange.all(), 4));
    store.flush(new TreeMap<>());
    store.check("flushed nothing");
  }

  @Test
  void everythingDeletedLeavesNothing() {
    Random random = new Random(2);
    StoreUnderTest store = new StoreUnderTest(SimVfs.memory("deleted"), kit(random), random);
    for (int round = 0; round < 5; round++) {
      store.flush(randomChanges(random, store.model, 3, 1L + round));
    }
    NavigableMap<Slice, Entry> deletions = new TreeMap<>();
    store.model.keySet().forEach(key -> deletions.put(key, randomEntry(random, true, 9)));
    store.flush(deletions);
    for (int i = 0; i < 10; i++) {
      store.maintain();
    }
    assertTrue(store.model.isEmpty());
    store.check("deleted");
  }
}
