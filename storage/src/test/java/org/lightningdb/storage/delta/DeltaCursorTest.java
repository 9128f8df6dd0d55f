package org.lightningdb.storage.delta;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract;

/** With older versions below and too new ones above every entry, and keys that are too new. */
class DeltaCursorTest extends CursorContract {
  private static final long READ_TIMESTAMP = 2000;

  @Override
  protected boolean standsOnTombstones() {
    return true;
  }

  @Override
  protected Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range) {
    Random random = new Random(entries.size());
    Delta delta = new Delta();
    List<Map.Entry<Slice, Entry>> shuffled = new ArrayList<>(entries.entrySet());
    if (random.nextBoolean()) {
      Collections.shuffle(shuffled, random);
    }
    for (Map.Entry<Slice, Entry> place : shuffled) {
      Entry entry = place.getValue();
      if (random.nextBoolean()) {
        delta.put(place.getKey(), 0, random.nextBoolean() ? null : Slice.utf8("old"));
      }
      delta.put(place.getKey(), entry.timestamp(), entry.tombstone() ? null : entry.value());
      if (random.nextInt(4) == 0) {
        delta.put(place.getKey(), READ_TIMESTAMP + 1, Slice.utf8("new"));
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      Slice key = randomKey(random, 5);
      if (!entries.containsKey(key)) {
        delta.put(key, READ_TIMESTAMP + 2 + i, Slice.utf8("unseen"));
      }
    }
    return delta.cursor(range, READ_TIMESTAMP);
  }
}
