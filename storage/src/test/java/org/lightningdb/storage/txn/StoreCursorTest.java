package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.cursor.VisibleCursor;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.btree.BTreeLayout;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * What a transaction reads a store with: tree, two frozen deltas and the active one, with older and
 * newer versions spread over them, seen at one timestamp and noted by a read set.
 */
class StoreCursorTest extends CursorContract {
  private static final long STORE = 1;
  private static final long READ_TIMESTAMP = 1000;
  private static final Slice OLD = Slice.utf8("an older version");
  private static final Slice NEW = Slice.utf8("a version that is too new");

  private final Delta flushed = new Delta();
  private final Delta older = new Delta();
  private final Delta newer = new Delta();
  private final Delta active = new Delta();

  @Override
  protected Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range) {
    return new StoreCursorTest().cursor(entries, range, new ReadSet());
  }

  private Cursor cursor(NavigableMap<Slice, Entry> entries, ByteRange range, ReadSet reads) {
    entries.forEach(this::spread);
    BlockFile blocks =
        BlockFile.create(SimVfs.memory("store"), BlockFile.name(1), 1, new BlockCache(4000));
    BTreeLayout layout = new BTreeLayout(blocks, 400);
    StoreState store;
    try (VersionedCursor changes = flushed.cursor(ByteRange.all(), READ_TIMESTAMP)) {
      StoredVersions empty = layout.open(STORE, StoreSpec.btree(), null);
      StoreRoot root = layout.flush(empty, changes, Long.MAX_VALUE, new ExtentCollector());
      store =
          new StoreState(
              active, List.of(newer, older), layout.open(STORE, StoreSpec.btree(), root));
    }
    VersionedCursor merged = new StoreReader().cursor(null, store, range, READ_TIMESTAMP);
    return new TrackingCursor(new VisibleCursor(merged, range), range, STORE, reads);
  }

  private void spread(Slice key, Entry entry) {
    List<Delta> oldestFirst = List.of(flushed, older, newer, active);
    int home = Math.floorMod(key.hashCode(), oldestFirst.size());
    boolean hasPast = home > 0 && entry.timestamp() > 1 && (key.hashCode() & 64) == 0;
    if (hasPast) {
      oldestFirst.get(home - 1).put(key, 1, OLD);
    }
    Slice value = entry.tombstone() ? null : entry.value();
    oldestFirst.get(home).put(key, entry.timestamp(), value);
    if ((key.hashCode() & 32) == 0) {
      active.put(key, READ_TIMESTAMP + 1, (key.hashCode() & 16) == 0 ? NEW : null);
    }
  }

  @Test
  void everythingPassedOverIsNoted() {
    NavigableMap<Slice, Entry> entries = new TreeMap<>();
    for (char letter = 'b'; letter <= 'y'; letter++, letter++) {
      entries.put(letter(letter), new Entry(OLD, 5, false));
    }
    ReadSet reads = new ReadSet();
    try (Cursor cursor = cursor(entries, new ByteRange(letter('a'), letter('z')), reads)) {
      assertTrue(cursor.seek(letter('e')));
      assertEquals(letter('f'), cursor.key());
      assertTrue(cursor.next());
      assertTrue(cursor.prev());
      assertTrue(cursor.prev());
      assertEquals("defgh", noted(reads), "from d, reached backwards, to h, reached forwards");
      assertTrue(cursor.seekForPrev(letter('s')));
      assertEquals("defghrs", noted(reads));
      assertFalse(cursor.seek(letter('z')));
      assertTrue(cursor.last());
      assertFalse(cursor.next());
      assertEquals("defghrsxyz", noted(reads), "the end of the range was looked at");
    }
  }

  private static Slice letter(char letter) {
    return Slice.utf8(String.valueOf(letter));
  }

  private static String noted(ReadSet reads) {
    StringBuilder letters = new StringBuilder();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      Slice key = letter(letter);
      if (reads.ranges().getOrDefault(STORE, List.of()).stream()
          .anyMatch(range -> range.contains(key))) {
        letters.append(letter);
      }
    }
    return letters.toString();
  }
}
