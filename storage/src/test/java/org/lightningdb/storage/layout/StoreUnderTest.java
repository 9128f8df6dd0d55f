package org.lightningdb.storage.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.SortedMapCursor;
import org.lightningdb.storage.cursor.VisibleCursor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vfs.SimVfs;

/** A store of one layout, the file it is in, and a sorted map that holds the same. */
public final class StoreUnderTest {
  static final long STORE = 7;
  static final long DATABASE = 99;
  static final String FILE = BlockFile.name(1);

  /** How to get at one layout. */
  public interface Kit {
    StoreSpec spec();

    Layout layout(BlockFile blocks);

    /** Whatever the layout does between flushes: the new root. */
    @Nullable StoreRoot maintain(
        Layout layout, StoredVersions store, long horizon, ExtentCollector extents);
  }

  /** Makes another root of a store. */
  public interface Rewrite {
    @Nullable StoreRoot apply(Layout layout, StoredVersions store, ExtentCollector extents);
  }

  public final NavigableMap<Slice, Entry> model = new TreeMap<>();
  public BlockFile blocks;
  public Layout layout;
  public StoredVersions versions;
  private final SimVfs vfs;
  private final Kit kit;
  private final long cacheBytes;
  private long generation;
  private long pinnedFrom = Long.MAX_VALUE;

  public StoreUnderTest(SimVfs vfs, Kit kit, Random random) {
    this.vfs = vfs;
    this.kit = kit;
    this.cacheBytes = random.nextBoolean() ? 20_000 : 100 << 20;
    this.blocks = BlockFile.create(vfs, FILE, DATABASE, new BlockCache(cacheBytes));
    this.layout = kit.layout(blocks);
    this.versions = layout.open(STORE, kit.spec(), null);
  }

  /** Generations from this one on stay readable. */
  public void pinFrom(long newPinnedFrom) {
    pinnedFrom = newPinnedFrom;
  }

  @Nullable StoreRoot flushInto(NavigableMap<Slice, Entry> changes, ExtentCollector extents) {
    SortedMapCursor cursor = new SortedMapCursor(changes, ByteRange.all());
    return layout.flush(versions, cursor, Long.MAX_VALUE, extents);
  }

  /** A checkpoint. */
  public void flush(NavigableMap<Slice, Entry> changes) {
    ExtentCollector extents = new ExtentCollector();
    install(flushInto(changes, extents), extents);
    changes.forEach(
        (key, entry) -> {
          if (entry.tombstone()) {
            model.remove(key);
          } else {
            model.put(key, entry);
          }
        });
  }

  void maintain() {
    maintain(Long.MAX_VALUE);
  }

  void maintain(long horizon) {
    rewrite((with, store, extents) -> kit.maintain(with, store, horizon, extents));
  }

  public void rewrite(Rewrite rewrite) {
    ExtentCollector extents = new ExtentCollector();
    install(rewrite.apply(layout, versions, extents), extents);
  }

  private void install(@Nullable StoreRoot root, ExtentCollector extents) {
    versions = layout.open(STORE, kit.spec(), root);
    generation++;
    blocks.freeExtents().retire(extents, generation);
    blocks.freeExtents().release(Math.min(generation, pinnedFrom));
  }

  void reopen(boolean rebuildFreeExtents) {
    long size = blocks.sizeBytes();
    StoreRoot root = versions.root();
    blocks.force();
    blocks.close();
    blocks = BlockFile.open(vfs, FILE, DATABASE, size, new BlockCache(cacheBytes));
    layout = kit.layout(blocks);
    versions = layout.open(STORE, kit.spec(), root);
    if (rebuildFreeExtents) {
      assertFalse(blocks.freeExtents().isRebuilt());
      blocks.freeExtents().rebuild(live -> versions.visitBlocks(live));
    }
  }

  public void check(String at) {
    List<String> flaws = new ArrayList<>();
    versions.verify(flaws::add);
    assertEquals(List.of(), flaws, at);
    assertHolds(versions, model, at);
    checkSpace(at);
  }

  static void assertHolds(StoredVersions versions, NavigableMap<Slice, Entry> expected, String at) {
    assertTrue(versions.entries() >= expected.size(), at);
    FoundVersion out = new FoundVersion();
    ByteRange all = ByteRange.all();
    try (Cursor cursor = new VisibleCursor(versions.cursor(all, Long.MAX_VALUE - 1), all)) {
      boolean stands = cursor.first();
      for (Map.Entry<Slice, Entry> place : expected.entrySet()) {
        assertTrue(stands, at);
        assertEquals(place.getKey(), cursor.key(), at);
        assertEquals(place.getValue().value(), cursor.value(), at);
        assertEquals(place.getValue().timestamp(), cursor.commitTimestamp(), at);
        assertTrue(versions.get(place.getKey(), Long.MAX_VALUE - 1, out), at);
        assertEquals(place.getValue().value(), out.value(), at);
        assertEquals(place.getValue().timestamp(), out.commitTimestamp(), at);
        stands = cursor.next();
      }
      assertFalse(stands, at);
    }
  }

  /** Live, free and retired extents make up the whole file and do not overlap. */
  void checkSpace(String at) {
    NavigableMap<Long, Long> live = new TreeMap<>();
    versions.visitBlocks(
        address -> {
          Long other =
              live.put(BlockAddress.offsetBytes(address), BlockAddress.lengthBytes(address));
          assertEquals(null, other, at);
        });
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
