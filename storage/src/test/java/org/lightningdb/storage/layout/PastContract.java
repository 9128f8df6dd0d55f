package org.lightningdb.storage.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.cursor.VisibleCursor;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * What every {@link Layout} promises of the past, checked beside a sorted map with all versions:
 * whoever reads at a timestamp that is not older than the horizon sees what was there then.
 */
public abstract class PastContract {
  private final NavigableMap<Slice, NavigableMap<Long, Entry>> model = new TreeMap<>();
  private long now;
  private long horizon;

  /** A store that keeps its history for ever. */
  protected abstract StoreUnderTest.Kit kit(Random random);

  @Test
  @Timeout(110)
  void everyTimestampFromTheHorizonOnIsReadable() {
    for (long seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      StoreUnderTest store = new StoreUnderTest(SimVfs.memory("seed" + seed), kit(random), random);
      model.clear();
      now = 0;
      horizon = 0;
      int keyKinds = 1 + random.nextInt(5);
      for (int round = 0; round < 12; round++) {
        String at = "seed " + seed + " round " + round;
        store.rewrite(
            (layout, versions, extents) -> flush(layout, versions, random, keyKinds, extents));
        if (random.nextInt(4) == 0) {
          horizon += random.nextInt((int) (now - horizon) + 1);
          store.rewrite((layout, versions, extents) -> layout.trim(versions, horizon, extents));
        }
        store.maintain(horizon);
        checkFlaws(store.versions, at);
        store.checkSpace(at);
        for (int i = 0; i < 4; i++) {
          long time = horizon + random.nextInt((int) (now - horizon) + 2);
          checkAt(store.versions, time, random, keyKinds, at + " time " + time);
        }
        StoreRoot root = store.versions.root();
        assertTrue(root == null || root.readableFrom() <= horizon, at);
      }
    }
  }

  private @Nullable StoreRoot flush(
      Layout layout,
      StoredVersions versions,
      Random random,
      int keyKinds,
      ExtentCollector extents) {
    Delta delta = new Delta();
    int deletesInTen = random.nextInt(8);
    for (int i = random.nextInt(200); i >= 0; i--) {
      now++;
      Slice key = CursorContract.randomKey(random, keyKinds);
      boolean tombstone = random.nextInt(10) < deletesInTen;
      byte[] bytes = new byte[tombstone ? 0 : random.nextInt(60)];
      random.nextBytes(bytes);
      Slice value = new Slice(bytes);
      delta.put(key, now, tombstone ? null : value);
      model
          .computeIfAbsent(key, unused -> new TreeMap<>())
          .put(now, new Entry(value, now, tombstone));
    }
    if (random.nextInt(3) == 0) {
      horizon += random.nextInt((int) (now - horizon) + 1);
    }
    try (VersionedCursor changes = delta.cursor(ByteRange.all(), Long.MAX_VALUE - 1)) {
      return layout.flush(versions, changes, horizon, extents);
    }
  }

  private static void checkFlaws(StoredVersions versions, String at) {
    List<String> flaws = new ArrayList<>();
    versions.verify(flaws::add);
    assertEquals(List.of(), flaws, at);
  }

  private void checkAt(StoredVersions versions, long time, Random random, int keyKinds, String at) {
    NavigableMap<Slice, Entry> visible = new TreeMap<>();
    model.forEach(
        (key, times) -> {
          Map.Entry<Long, Entry> then = times.floorEntry(time);
          if (then != null && !then.getValue().tombstone()) {
            visible.put(key, then.getValue());
          }
        });
    FoundVersion out = new FoundVersion();
    for (int i = 0; i < 40; i++) {
      Slice key = CursorContract.randomKey(random, keyKinds);
      Entry expected = visible.get(key);
      boolean found = versions.get(key, time, out) && !out.tombstone();
      assertEquals(expected != null, found, at + " key " + key);
      if (expected != null) {
        assertEquals(expected.timestamp(), out.commitTimestamp(), at);
        assertEquals(expected.value(), out.value(), at);
      }
    }
    Slice lower = random.nextBoolean() ? CursorContract.randomKey(random, keyKinds) : null;
    ByteRange range = new ByteRange(lower, null);
    visible.keySet().removeIf(key -> !range.contains(key));
    try (Cursor cursor = new VisibleCursor(versions.cursor(range, time), range)) {
      checkWalk(cursor, visible, true, at);
      checkWalk(cursor, visible.descendingMap(), false, at);
    }
  }

  private static void checkWalk(
      Cursor cursor, NavigableMap<Slice, Entry> visible, boolean forward, String at) {
    boolean stands = forward ? cursor.first() : cursor.last();
    for (Map.Entry<Slice, Entry> place : visible.entrySet()) {
      assertTrue(stands, at);
      assertEquals(place.getKey(), cursor.key(), at);
      assertEquals(place.getValue().timestamp(), cursor.commitTimestamp(), at);
      assertEquals(place.getValue().value(), cursor.value(), at);
      stands = forward ? cursor.next() : cursor.prev();
    }
    assertFalse(stands, at);
  }
}
