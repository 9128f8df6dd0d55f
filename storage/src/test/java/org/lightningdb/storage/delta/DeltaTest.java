package org.lightningdb.storage.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.memory.ScarceArrays;

@Timeout(60)
class DeltaTest {
  @Test
  void agreesWithModelOverRandomHistories() {
    for (long seed = 0; seed < 40; seed++) {
      history(seed);
    }
  }

  private static void history(long seed) {
    Random random = new Random(seed);
    int keyKinds = 1 + random.nextInt(5);
    NavigableMap<Slice, NavigableMap<Long, Optional<Slice>>> model = new TreeMap<>();
    Delta delta = new Delta();
    int commits = random.nextInt(3000);
    for (long timestamp = 1; timestamp <= commits; timestamp++) {
      Slice key = CursorContract.randomKey(random, keyKinds);
      byte[] bytes = new byte[random.nextInt(random.nextInt(200) == 0 ? 300_000 : 50)];
      random.nextBytes(bytes);
      Optional<Slice> value =
          random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Slice(bytes));
      delta.put(key, timestamp, value.orElse(null));
      model.computeIfAbsent(key, unused -> new TreeMap<>()).put(timestamp, value);
    }
    assertEquals(model.size(), delta.entries(), "seed " + seed);
    for (int i = 0; i < 500; i++) {
      long readTimestamp = random.nextInt(commits + 2);
      Slice key = CursorContract.randomKey(random, keyKinds);
      check(delta, model.getOrDefault(key, new TreeMap<>()), key, readTimestamp, "seed " + seed);
    }
    long readTimestamp = random.nextInt(commits + 2);
    checkScan(delta, model, readTimestamp, "seed " + seed);
  }

  @Test
  void knowsAboutWhatPartOfItsKeysLiesBelowOne() {
    for (long seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      Delta delta = new Delta();
      NavigableMap<Slice, Integer> ranks = new TreeMap<>();
      int keys = 1 + random.nextInt(random.nextBoolean() ? 50 : 20_000);
      for (int i = 0; i < keys; i++) {
        Slice key = CursorContract.randomKey(random, 4);
        delta.put(key, i + 1, null);
        ranks.put(key, 0);
      }
      int rank = 0;
      double before = 0;
      for (Slice key : ranks.keySet()) {
        double share = delta.shareBelow(key);
        String what = "seed " + seed + " " + rank + " of " + ranks.size() + ": " + share;
        assertTrue(share >= before && share <= 1, what);
        assertEquals((double) rank / ranks.size(), share, 0.15, what);
        before = share;
        rank++;
      }
    }
  }

  /** A put that fails leaves no trace, and a version that is taken back is gone. */
  @Test
  void agreesWithAModelWhenMemoryRunsOutAndVersionsAreTakenBack() {
    int failures = 0;
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      ScarceArrays arrays = new ScarceArrays();
      Delta delta = new Delta(arrays);
      NavigableMap<Slice, NavigableMap<Long, Optional<Slice>>> model = new TreeMap<>();
      for (long timestamp = 1; timestamp <= 1500; timestamp++) {
        Slice key = CursorContract.randomKey(random, 3);
        Slice value = new Slice(new byte[random.nextInt(random.nextInt(20) == 0 ? 100_000 : 90)]);
        if (random.nextInt(4) == 0) {
          arrays.failFrom(1, random.nextInt(2));
        }
        boolean stays = true;
        try {
          delta.put(key, timestamp, value);
        } catch (OutOfMemoryError e) {
          failures++;
          stays = false;
        }
        arrays.recover();
        if (stays && random.nextInt(3) == 0) {
          delta.takeBack(key, timestamp);
          stays = false;
        }
        delta.takeBack(CursorContract.randomKey(random, 3), timestamp + 1);
        if (stays) {
          model.computeIfAbsent(key, unused -> new TreeMap<>()).put(timestamp, Optional.of(value));
        }
      }
      for (int i = 0; i < 500; i++) {
        Slice key = CursorContract.randomKey(random, 3);
        NavigableMap<Long, Optional<Slice>> versions = model.getOrDefault(key, new TreeMap<>());
        check(delta, versions, key, random.nextInt(1502), "seed " + seed);
      }
      checkScan(delta, model, random.nextInt(1502), "seed " + seed);
    }
    assertTrue(failures > 100, failures + " puts without memory");
  }

  private static void check(
      Delta delta,
      NavigableMap<Long, Optional<Slice>> versions,
      Slice key,
      long readTimestamp,
      String at) {
    assertEquals(versions.isEmpty() ? 0 : versions.lastKey(), delta.newestTimestamp(key), at);
    FoundVersion out = new FoundVersion();
    Map.Entry<Long, Optional<Slice>> expected = versions.floorEntry(readTimestamp);
    assertEquals(expected != null, delta.get(key, readTimestamp, out), at);
    if (expected != null) {
      assertEquals(expected.getKey(), out.commitTimestamp(), at);
      assertEquals(expected.getValue().isEmpty(), out.tombstone(), at);
      assertEquals(expected.getValue().orElse(new Slice()), out.value(), at);
    }
  }

  private static void checkScan(
      Delta delta,
      NavigableMap<Slice, NavigableMap<Long, Optional<Slice>>> model,
      long readTimestamp,
      String at) {
    try (VersionedCursor cursor = delta.cursor(ByteRange.all(), readTimestamp)) {
      boolean stands = cursor.first();
      for (Map.Entry<Slice, NavigableMap<Long, Optional<Slice>>> place : model.entrySet()) {
        Map.Entry<Long, Optional<Slice>> version = place.getValue().floorEntry(readTimestamp);
        if (version != null) {
          assertTrue(stands, at);
          assertEquals(place.getKey(), cursor.key(), at);
          assertEquals(version.getValue().orElse(new Slice()), cursor.value(), at);
          assertEquals(version.getKey(), cursor.commitTimestamp(), at);
          stands = cursor.next();
        }
      }
      assertFalse(stands, at);
    }
  }

  @Test
  void ascendingKeysAreAllFound() {
    Delta delta = new Delta();
    int count = 100_000;
    byte[] key = new byte[12];
    for (int i = 0; i < count; i++) {
      delta.put(number(key, i), i + 1L, number(new byte[12], i));
    }
    FoundVersion out = new FoundVersion();
    for (int i = 0; i < count; i++) {
      assertTrue(delta.get(number(key, i), Long.MAX_VALUE, out));
      assertEquals(number(key, i), out.value());
    }
    assertFalse(delta.get(number(key, count), Long.MAX_VALUE, out));
    assertTrue(delta.bytes() > count * 60L, "bytes " + delta.bytes());
    assertTrue(delta.bytes() < count * 200L, "bytes " + delta.bytes());
  }

  private static Slice number(byte[] bytes, int number) {
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (number >>> (24 - 8 * i));
    }
    return new Slice(bytes);
  }

  @Test
  void emptyDeltaHoldsNothing() {
    Delta delta = new Delta();
    assertEquals(0, delta.bytes());
    assertEquals(0, delta.entries());
    assertEquals(0, delta.newestTimestamp(Slice.utf8("a")));
    assertFalse(delta.get(Slice.utf8("a"), Long.MAX_VALUE, new FoundVersion()));
  }
}
