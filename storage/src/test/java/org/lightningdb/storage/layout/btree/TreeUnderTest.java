package org.lightningdb.storage.layout.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.SortedMapCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.vfs.SimVfs;

/** A tree, the file it is in, and a sorted map that holds the same. */
final class TreeUnderTest {
  static final long STORE = 7;
  static final long DATABASE = 99;
  static final String FILE = BlockFile.name(1);

  final SimVfs vfs;
  final int blockBytes;
  final long cacheBytes;
  final NavigableMap<Slice, Entry> model = new TreeMap<>();
  BlockFile blocks;
  BlockTrees layout;
  @Nullable TreeRoot root;
  private long generation;

  TreeUnderTest(SimVfs vfs, int blockBytes, long cacheBytes) {
    this.vfs = vfs;
    this.blockBytes = blockBytes;
    this.cacheBytes = cacheBytes;
    this.blocks = BlockFile.create(vfs, FILE, DATABASE, new BlockCache(cacheBytes));
    this.layout = new BlockTrees(blocks, blockBytes);
  }

  /** A checkpoint with no view open. */
  void merge(NavigableMap<Slice, Entry> changes) {
    ExtentCollector extents = new ExtentCollector();
    root = layout.merge(STORE, root, new SortedMapCursor(changes, ByteRange.all()), extents);
    generation++;
    blocks.freeExtents().retire(extents, generation);
    blocks.freeExtents().release(generation);
    applyTo(model, changes);
  }

  static void applyTo(NavigableMap<Slice, Entry> model, NavigableMap<Slice, Entry> changes) {
    changes.forEach(
        (key, entry) -> {
          if (entry.tombstone()) {
            model.remove(key);
          } else {
            model.put(key, entry);
          }
        });
  }

  void reopen(boolean rebuildFreeExtents) {
    long size = blocks.sizeBytes();
    blocks.force();
    blocks.close();
    blocks = BlockFile.open(vfs, FILE, DATABASE, size, new BlockCache(cacheBytes));
    layout = new BlockTrees(blocks, blockBytes);
    if (rebuildFreeExtents) {
      assertFalse(blocks.freeExtents().isRebuilt());
      blocks.freeExtents().rebuild(live -> layout.visitExtents(STORE, root, live));
    }
  }

  void check(String at) {
    List<String> flaws = new ArrayList<>();
    layout.verify(STORE, root, flaws::add);
    assertEquals(List.of(), flaws, at);
    assertHolds(root, model, at);
    checkSpace(at);
  }

  void assertHolds(@Nullable TreeRoot tree, NavigableMap<Slice, Entry> expected, String at) {
    assertEquals(expected.size(), tree == null ? 0 : tree.entries(), at);
    FoundVersion out = new FoundVersion();
    try (VersionedCursor cursor = layout.cursor(STORE, tree, ByteRange.all())) {
      boolean stands = cursor.first();
      for (Map.Entry<Slice, Entry> place : expected.entrySet()) {
        assertTrue(stands, at);
        assertEquals(place.getKey(), cursor.key(), at);
        assertEquals(place.getValue().value(), cursor.value(), at);
        assertEquals(place.getValue().timestamp(), cursor.commitTimestamp(), at);
        assertTrue(layout.get(STORE, tree, place.getKey(), out), at);
        assertEquals(place.getValue().value(), out.value(), at);
        assertEquals(place.getValue().timestamp(), out.commitTimestamp(), at);
        stands = cursor.next();
      }
      assertFalse(stands, at);
    }
  }

  /** Live, free and retired extents make up the whole file and do not overlap. */
  private void checkSpace(String at) {
    NavigableMap<Long, Long> live = new TreeMap<>();
    layout.visitExtents(
        STORE,
        root,
        address -> live.put(BlockAddress.offsetBytes(address), BlockAddress.lengthBytes(address)));
    long end = BlockAddress.UNIT_BYTES;
    long used = BlockAddress.UNIT_BYTES;
    for (Map.Entry<Long, Long> extent : live.entrySet()) {
      assertTrue(extent.getKey() >= end, at);
      end = extent.getKey() + extent.getValue();
      used += extent.getValue();
    }
    long free = blocks.freeExtents().freeBytes() + blocks.freeExtents().retiredBytes();
    assertEquals(blocks.sizeBytes(), used + free, at);
  }
}
