package org.lightningdb.storage.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** What every {@link Cursor} promises, checked by random walks beside a sorted map. */
public abstract class CursorContract {
  /** What a key holds. An empty {@code value} and a {@code tombstone} for a deletion. */
  public record Entry(Slice value, long timestamp, boolean tombstone) {}

  /** A cursor over {@code range} of a source that holds exactly {@code entries}. */
  protected abstract Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range);

  /** Whether the cursor under test stands on deletions. */
  protected boolean standsOnTombstones() {
    return false;
  }

  @Test
  @Timeout(60)
  void agreesWithSortedMapOnRandomWalks() {
    for (long seed = 0; seed < 150; seed++) {
      walk(seed);
    }
  }

  @Test
  void emptySourceNeverStands() {
    try (Cursor cursor = open(new TreeMap<>(), ByteRange.all())) {
      assertFalse(cursor.first());
      assertFalse(cursor.last());
      assertFalse(cursor.seek(Slice.utf8("a")));
      assertFalse(cursor.seekForPrev(Slice.utf8("a")));
    }
  }

  private void walk(long seed) {
    Random random = new Random(seed);
    int keyKinds = 1 + random.nextInt(5);
    NavigableMap<Slice, Entry> entries = randomEntries(random, keyKinds);
    ByteRange range = randomRange(random, keyKinds);
    NavigableMap<Slice, Entry> model = within(entries, range);
    try (Cursor cursor = open(entries, range)) {
      Map.@Nullable Entry<Slice, Entry> place = null;
      for (int step = 0; step < 200; step++) {
        String at = "seed " + seed + " step " + step + " range " + range;
        Slice key = randomKey(random, keyKinds);
        boolean stands;
        switch (random.nextInt(place == null ? 4 : 16)) {
          case 0 -> {
            place = model.firstEntry();
            stands = cursor.first();
          }
          case 1 -> {
            place = model.lastEntry();
            stands = cursor.last();
          }
          case 2 -> {
            place = model.ceilingEntry(key);
            stands = cursor.seek(key);
          }
          case 3 -> {
            place = model.floorEntry(key);
            stands = cursor.seekForPrev(key);
          }
          case 4, 5, 6, 7, 8, 9, 10 -> {
            place = model.higherEntry(requirePlace(place));
            stands = cursor.next();
          }
          default -> {
            place = model.lowerEntry(requirePlace(place));
            stands = cursor.prev();
          }
        }
        assertEquals(place != null, stands, at);
        if (place != null) {
          assertStandsOn(place, cursor, at);
        }
      }
    }
  }

  private static Slice requirePlace(Map.@Nullable Entry<Slice, Entry> place) {
    if (place == null) {
      throw new AssertionError("the model stands nowhere");
    }
    return place.getKey();
  }

  private static void assertStandsOn(Map.Entry<Slice, Entry> place, Cursor cursor, String at) {
    assertEquals(place.getKey(), cursor.key(), at);
    assertEquals(place.getValue().value(), cursor.value(), at);
    assertEquals(place.getValue().timestamp(), cursor.commitTimestamp(), at);
    if (cursor instanceof VersionedCursor versioned) {
      assertEquals(place.getValue().tombstone(), versioned.tombstone(), at);
    }
  }

  private NavigableMap<Slice, Entry> within(NavigableMap<Slice, Entry> entries, ByteRange range) {
    NavigableMap<Slice, Entry> model = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          if (range.contains(key) && (standsOnTombstones() || !entry.tombstone())) {
            model.put(key, entry);
          }
        });
    return model;
  }

  private static NavigableMap<Slice, Entry> randomEntries(Random random, int keyKinds) {
    NavigableMap<Slice, Entry> entries = new TreeMap<>();
    int count = random.nextInt(random.nextBoolean() ? 8 : 400);
    for (int i = 0; i < count; i++) {
      boolean tombstone = random.nextInt(5) == 0;
      byte[] value = new byte[tombstone ? 0 : random.nextInt(40)];
      random.nextBytes(value);
      long timestamp = 1L + random.nextInt(1000);
      entries.put(randomKey(random, keyKinds), new Entry(new Slice(value), timestamp, tombstone));
    }
    return entries;
  }

  private static ByteRange randomRange(Random random, int keyKinds) {
    return new ByteRange(
        random.nextInt(3) == 0 ? randomKey(random, keyKinds) : null,
        random.nextInt(3) == 0 ? randomKey(random, keyKinds) : null);
  }

  /** Short, long, shared-prefix, empty and all-ones keys, so that heads tie and prefixes vary. */
  public static Slice randomKey(Random random, int keyKinds) {
    return switch (random.nextInt(keyKinds)) {
      case 0 -> Slice.utf8(String.format(Locale.ROOT, "row%05d", random.nextInt(500)));
      case 1 -> {
        byte[] bytes = new byte[random.nextInt(4)];
        random.nextBytes(bytes);
        yield new Slice(bytes);
      }
      case 2 -> {
        byte[] bytes = new byte[8 + random.nextInt(3)];
        bytes[bytes.length - 1] = (byte) random.nextInt(3);
        yield new Slice(bytes);
      }
      case 3 -> {
        byte[] bytes = new byte[1 + random.nextInt(12)];
        Arrays.fill(bytes, (byte) 0xFF);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        yield new Slice(bytes);
      }
      default -> Slice.utf8("a shared beginning/" + (char) ('a' + random.nextInt(26)));
    };
  }
}
