package org.lightningdb.storage.cursor;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** Entries are dealt out to several sources, with outdated copies in the older ones. */
class MergeCursorTest extends CursorContract {
  @Override
  protected Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range) {
    return new MergeCursor(deal(entries, range));
  }

  @Override
  protected boolean standsOnTombstones() {
    return true;
  }

  static List<VersionedCursor> deal(NavigableMap<Slice, Entry> entries, ByteRange range) {
    Random random = new Random(entries.size());
    List<NavigableMap<Slice, Entry>> sources = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      sources.add(new TreeMap<>());
    }
    entries.forEach(
        (key, entry) -> {
          int newest = random.nextInt(sources.size());
          sources.get(newest).put(key, entry);
          for (int older = newest + 1; older < sources.size(); older++) {
            if (random.nextBoolean()) {
              sources.get(older).put(key, new Entry(Slice.utf8("old"), 0, random.nextBoolean()));
            }
          }
        });
    List<VersionedCursor> cursors = new ArrayList<>();
    sources.forEach(source -> cursors.add(new SortedMapCursor(source, range)));
    return cursors;
  }

  @Test
  void refusesToMoveFromNowhere() {
    try (MergeCursor cursor = new MergeCursor(List.of())) {
      assertThrows(IllegalStateException.class, cursor::next);
      assertThrows(IllegalStateException.class, cursor::key);
    }
  }
}
