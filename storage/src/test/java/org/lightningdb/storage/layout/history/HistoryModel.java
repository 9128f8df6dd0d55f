package org.lightningdb.storage.layout.history;

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
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.SortedMapCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.delta.Delta;

/**
 * Flushes of random changes into a sorted map of newest versions and one of history rows; every
 * timestamp that may still be read is compared with the full history of every key.
 */
final class HistoryModel {
  private final Random random;
  private final long seed;
  private final NavigableMap<Slice, Entry> main = new TreeMap<>();
  private final NavigableMap<Slice, Entry> rows = new TreeMap<>();
  private final NavigableMap<Slice, NavigableMap<Long, Entry>> model = new TreeMap<>();
  private long timestamp;
  private long horizon;

  HistoryModel(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  void run() {
    int keyKinds = 1 + random.nextInt(5);
    for (int flush = 0; flush < 12; flush++) {
      flush(keyKinds);
      for (int i = 0; i < 6; i++) {
        long at = horizon + random.nextInt((int) (timestamp - horizon) + 2);
        assertReads(at, "seed " + seed + ", flush " + flush + ", read at " + at);
      }
    }
  }

  private void flush(int keyKinds) {
    Delta delta = new Delta();
    List<Slice> hot = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      hot.add(CursorContract.randomKey(random, keyKinds));
    }
    for (int i = random.nextInt(120); i >= 0; i--) {
      timestamp += random.nextInt(3);
      timestamp = Math.max(1, timestamp);
      Slice key =
          random.nextBoolean()
              ? hot.get(random.nextInt(hot.size()))
              : CursorContract.randomKey(random, keyKinds);
      change(delta, key);
    }
    horizon = Math.max(horizon, timestamp - random.nextInt(200));
    try (VersionedCursor changes = delta.cursor(ByteRange.all(), Long.MAX_VALUE - 1)) {
      SortedMapCursor base = new SortedMapCursor(main, ByteRange.all());
      SupersededCursor superseded = new SupersededCursor(changes, base, horizon, false);
      for (boolean stands = superseded.first(); stands; stands = superseded.next()) {
        Slice key = superseded.key().copy();
        Slice last = rows.isEmpty() ? null : rows.floorKey(key);
        assertFalse(key.equals(last), "a row twice");
        rows.put(key, new Entry(superseded.value().copy(), superseded.commitTimestamp(), false));
      }
      for (boolean stands = changes.first(); stands; stands = changes.next()) {
        Slice key = changes.key().copy();
        if (changes.tombstone()) {
          main.remove(key);
        } else {
          main.put(key, new Entry(changes.value().copy(), changes.commitTimestamp(), false));
        }
      }
    }
    rows.values().removeIf(row -> row.timestamp() <= horizon);
  }

  private void change(Delta delta, Slice key) {
    NavigableMap<Long, Entry> versions = model.computeIfAbsent(key, unused -> new TreeMap<>());
    if (!versions.isEmpty() && versions.lastKey() >= timestamp) {
      timestamp = versions.lastKey() + 1;
    }
    boolean tombstone = random.nextInt(3) == 0;
    Slice value = Slice.utf8(tombstone ? "" : "v" + random.nextInt(1000));
    delta.put(key, timestamp, tombstone ? null : value);
    versions.put(timestamp, new Entry(value, timestamp, tombstone));
  }

  private VersionedCursor cursor(long at, ByteRange range) {
    return PastCursor.at(at, range, new SortedMapCursor(main, range), this::historyRows, true);
  }

  private VersionedCursor historyRows(ByteRange range) {
    return new SortedMapCursor(rows, range);
  }

  private void assertReads(long at, String where) {
    FoundVersion found = new FoundVersion();
    try (VersionedCursor cursor = cursor(at, ByteRange.all());
        HistoryLookup lookup = new HistoryLookup(historyRows(ByteRange.all()), true)) {
      boolean stands = cursor.first();
      for (Map.Entry<Slice, NavigableMap<Long, Entry>> place : model.entrySet()) {
        String key = where + ", key " + place.getKey();
        Map.@Nullable Entry<Long, Entry> expected = place.getValue().floorEntry(at);
        boolean exists = expected != null && !expected.getValue().tombstone();
        Entry newest = main.get(place.getKey());
        if (newest == null || newest.timestamp() > at) {
          assertEquals(exists, lookup.find(place.getKey(), at, found), key);
        }
        if (expected != null && exists) {
          assertTrue(stands, key);
          assertEquals(place.getKey(), cursor.key(), key);
          assertEquals(expected.getValue().value(), cursor.value(), key);
          assertEquals(expected.getKey(), cursor.commitTimestamp(), key);
          assertOlder(cursor, place.getValue().headMap(expected.getKey(), false), key);
          stands = cursor.next();
        }
      }
      assertFalse(stands, where);
    }
  }

  /** Deletions show only as gaps before an older version that is kept. */
  private void assertOlder(VersionedCursor cursor, NavigableMap<Long, Entry> older, String key) {
    List<Entry> expected = new ArrayList<>();
    List<Entry> deletions = new ArrayList<>();
    long supersededAt = cursor.commitTimestamp();
    for (Entry entry : older.descendingMap().values()) {
      if (entry.tombstone()) {
        deletions.clear();
        deletions.add(entry);
      } else if (supersededAt > horizon) {
        expected.addAll(deletions);
        deletions.clear();
        expected.add(entry);
      }
      supersededAt = entry.timestamp();
    }
    List<Entry> found = new ArrayList<>();
    while (cursor.olderVersion()) {
      found.add(new Entry(cursor.value().copy(), cursor.commitTimestamp(), cursor.tombstone()));
    }
    assertEquals(expected, found, key);
  }
}
