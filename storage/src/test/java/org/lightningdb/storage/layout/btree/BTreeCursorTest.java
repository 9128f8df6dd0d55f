package org.lightningdb.storage.layout.btree;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.vfs.SimVfs;

/** Trees of small blocks, made by two merges, seen through a cache that holds almost nothing. */
class BTreeCursorTest extends CursorContract {
  @Override
  protected Cursor open(NavigableMap<Slice, Entry> entries, ByteRange range) {
    int blockBytes = 200 + entries.size() % 7 * 100;
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("cursor"), blockBytes, 4000);
    NavigableMap<Slice, Entry> first = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          if ((key.hashCode() & 1) == 0) {
            first.put(key, new Entry(Slice.utf8("old"), 1, false));
          }
        });
    tree.merge(first);
    tree.merge(entries);
    return tree.layout.cursor(TreeUnderTest.STORE, tree.root, range);
  }
}
