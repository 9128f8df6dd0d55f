package org.lightningdb.storage.layout.history;

import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.SortedMapCursor;

/** The contract of cursors, over rows of which most were visible earlier or later only. */
class HistoryCursorTest extends CursorContract {
  private static final long READ_TIMESTAMP = 1000;

  @Override
  protected boolean standsOnTombstones() {
    return true;
  }

  @Override
  protected Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range) {
    Random random = new Random(entries.hashCode());
    NavigableMap<Slice, Entry> rows = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          long supersededAt = READ_TIMESTAMP + 1 + random.nextInt(50);
          add(rows, key, supersededAt, entry.timestamp(), entry.tombstone(), entry.value());
          addLater(rows, random, key, supersededAt);
          addEarlier(rows, random, key, entry.timestamp());
        });
    for (int i = 0; i < 20; i++) {
      Slice key = randomKey(random, 5);
      if (!entries.containsKey(key)) {
        addLater(rows, random, key, READ_TIMESTAMP + 1);
        addEarlier(rows, random, key, READ_TIMESTAMP);
      }
    }
    return new HistoryCursor(
        new SortedMapCursor(rows, HistoryLookup.rowsOf(range)), READ_TIMESTAMP);
  }

  /** Versions committed after {@code from}. */
  private static void addLater(
      NavigableMap<Slice, Entry> rows, Random random, Slice key, long from) {
    long committedAt = from;
    for (int i = count(random); i > 0; i--) {
      committedAt += random.nextInt(2);
      long supersededAt = committedAt + 1 + random.nextInt(9);
      add(rows, key, supersededAt, committedAt, false, Slice.utf8("later"));
      committedAt = supersededAt;
    }
  }

  /** Versions superseded by {@code until}. */
  private static void addEarlier(
      NavigableMap<Slice, Entry> rows, Random random, Slice key, long until) {
    long supersededAt = until;
    for (int i = count(random); i > 0 && supersededAt > 20; i--) {
      supersededAt -= random.nextInt(2);
      long committedAt = supersededAt - 1 - random.nextInt(9);
      add(rows, key, supersededAt, committedAt, false, Slice.utf8("earlier"));
      supersededAt = committedAt;
    }
  }

  private static int count(Random random) {
    return random.nextInt(random.nextInt(5) == 0 ? 40 : 3);
  }

  private static void add(
      NavigableMap<Slice, Entry> rows,
      Slice key,
      long supersededAt,
      long committedAt,
      boolean tombstone,
      Slice value) {
    HistoryRow row = new HistoryRow();
    Slice rowKey = row.key(key, supersededAt).copy();
    Slice rowValue = row.value(supersededAt, committedAt, tombstone, value).copy();
    rows.put(rowKey, new Entry(rowValue, supersededAt, false));
  }
}
