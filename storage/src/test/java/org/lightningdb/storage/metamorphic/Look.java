package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.metamorphic.StoreModel.Entry;
import org.lightningdb.storage.txn.ReadView;

/** Reads one store through one view in every way and compares with what must be there. */
final class Look {
  private static final int MOVES = 40;
  private static final int GETS = 10;

  private final Random random;
  private final Keys keys;

  Look(Random random, Keys keys) {
    this.random = random;
    this.keys = keys;
  }

  void look(ReadView view, long store, NavigableMap<Slice, Entry> expected) {
    gets(view, store, expected);
    ByteRange range = random.nextInt(3) == 0 ? ByteRange.all() : keys.range();
    NavigableMap<Slice, Entry> inside = new TreeMap<>(expected);
    inside.keySet().removeIf(key -> !range.contains(key));
    try (Cursor cursor = view.cursor(store, range)) {
      switch (random.nextInt(3)) {
        case 0 -> forward(cursor, inside);
        case 1 -> backward(cursor, inside);
        default -> walk(cursor, inside);
      }
    }
  }

  private void gets(ReadView view, long store, NavigableMap<Slice, Entry> expected) {
    for (int i = 0; i < GETS; i++) {
      Slice key = keys.next();
      Entry entry = expected.get(key);
      Slice found = view.get(store, key);
      if (entry == null) {
        assertNull(found, () -> "get " + key);
      } else {
        assertEquals(entry.value(), found, () -> "get " + key);
      }
    }
  }

  private static void forward(Cursor cursor, NavigableMap<Slice, Entry> expected) {
    boolean stands = cursor.first();
    for (Map.Entry<Slice, Entry> place : expected.entrySet()) {
      assertStands(place, stands, cursor);
      stands = cursor.next();
    }
    assertStands(null, stands, cursor);
  }

  private static void backward(Cursor cursor, NavigableMap<Slice, Entry> expected) {
    boolean stands = cursor.last();
    for (Map.Entry<Slice, Entry> place : expected.descendingMap().entrySet()) {
      assertStands(place, stands, cursor);
      stands = cursor.prev();
    }
    assertStands(null, stands, cursor);
  }

  private void walk(Cursor cursor, NavigableMap<Slice, Entry> expected) {
    Map.@Nullable Entry<Slice, Entry> place = null;
    for (int move = 0; move < MOVES; move++) {
      Slice key = keys.next();
      boolean stands;
      int dice = random.nextInt(12);
      if (place != null && dice < 5) {
        place = expected.higherEntry(place.getKey());
        stands = cursor.next();
      } else if (place != null && dice < 8) {
        place = expected.lowerEntry(place.getKey());
        stands = cursor.prev();
      } else if (dice < 10) {
        place = expected.ceilingEntry(key);
        stands = cursor.seek(key);
      } else {
        place = expected.floorEntry(key);
        stands = cursor.seekForPrev(key);
      }
      assertStands(place, stands, cursor);
    }
  }

  private static void assertStands(
      Map.@Nullable Entry<Slice, Entry> place, boolean stands, Cursor cursor) {
    if (place == null) {
      assertEquals(false, stands, "the cursor stands where nothing is");
      return;
    }
    assertEquals(true, stands, () -> "the cursor misses " + place.getKey());
    assertEquals(place.getKey(), cursor.key());
    assertEquals(place.getValue().value(), cursor.value(), () -> "value of " + place.getKey());
    assertEquals(
        place.getValue().timestamp(),
        cursor.commitTimestamp(),
        () -> "timestamp of " + place.getKey());
    assertNotNull(cursor.key());
  }
}
