package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.metamorphic.StoreModel.Entry;
import org.lightningdb.storage.txn.ReadView;

/** A scan that stays open over many steps: it must go on seeing the moment of its view. */
final class ScheduledReader {
  private final ReadView view;
  private final Cursor cursor;
  private final NavigableMap<Slice, Entry> expected;
  private Map.@Nullable Entry<Slice, Entry> place;
  private boolean begun;

  /** Whether a step of this reader is under way further down the stack. */
  private boolean busy;

  ScheduledReader(ReadView view, long store, StoreModel model) {
    this.view = view;
    this.expected = model.at(view.timestamp(), ByteRange.all());
    this.cursor = view.cursor(store, ByteRange.all());
  }

  boolean busy() {
    return busy;
  }

  /** Goes on by some entries; returns whether there may be more. */
  boolean advance(int entries) {
    busy = true;
    boolean more = true;
    for (int i = 0; i < entries && more; i++) {
      more = step();
    }
    busy = false;
    return more;
  }

  private boolean step() {
    Map.Entry<Slice, Entry> before = place;
    boolean stands = begun ? cursor.next() : cursor.first();
    place = before == null ? expected.firstEntry() : expected.higherEntry(before.getKey());
    begun = true;
    Map.Entry<Slice, Entry> now = place;
    if (now == null) {
      assertFalse(stands, "the scan goes on behind its end");
      return false;
    }
    assertTrue(stands, () -> "the scan misses " + now.getKey());
    assertEquals(now.getKey(), cursor.key());
    assertEquals(now.getValue().value(), cursor.value());
    assertEquals(now.getValue().timestamp(), cursor.commitTimestamp());
    return true;
  }

  void close() {
    cursor.close();
    view.close();
  }
}
