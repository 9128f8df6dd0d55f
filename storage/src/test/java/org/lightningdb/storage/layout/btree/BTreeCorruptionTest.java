package org.lightningdb.storage.layout.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.vfs.SimVfs;

/** A changed byte is reported or makes no difference; it is never read as data. */
@Timeout(100)
class BTreeCorruptionTest {
  @Test
  void everyFlippedBitIsDetectedOrHarmless() throws IOException {
    SimVfs vfs = SimVfs.memory("flip");
    TreeUnderTest tree = new TreeUnderTest(vfs, 400, 1 << 20);
    Random random = new Random(11);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    for (int i = 0; i < 25; i++) {
      byte[] value = new byte[random.nextInt(30)];
      random.nextBytes(value);
      changes.put(CursorContract.randomKey(random, 5), new Entry(new Slice(value), 1, false));
    }
    changes.put(Slice.utf8("compressed"), new Entry(new Slice(new byte[9000]), 1, false));
    tree.merge(changes);
    long size = tree.blocks.sizeBytes();
    int detected = 0;
    int bit = 0;
    for (long position = 0; position < size; position++) {
      bit = (bit + 3) % 8;
      vfs.flipBit(TreeUnderTest.FILE, position, bit);
      detected += readAll(tree, size) ? 0 : 1;
      vfs.flipBit(TreeUnderTest.FILE, position, bit);
    }
    assertTrue(readAll(tree, size));
    assertTrue(detected > tree.model.size() * 20, "detected " + detected);
  }

  /** Whether everything could be read; fails if anything was read that was not written. */
  private static boolean readAll(TreeUnderTest tree, long size) {
    BlockFile blocks;
    try {
      blocks =
          BlockFile.open(
              tree.vfs, TreeUnderTest.FILE, TreeUnderTest.DATABASE, size, new BlockCache(1 << 20));
    } catch (StorageException e) {
      return expected(e);
    }
    BlockTrees layout = new BlockTrees(blocks, tree.blockBytes);
    List<String> flaws = new ArrayList<>();
    layout.verify(TreeUnderTest.STORE, tree.root, flaws::add);
    NavigableMap<Slice, Slice> found = new TreeMap<>();
    try (VersionedCursor cursor = layout.cursor(TreeUnderTest.STORE, tree.root, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.put(cursor.key().copy(), cursor.value().copy());
      }
    } catch (StorageException e) {
      assertFalse(flaws.isEmpty());
      assertTrue(flaws.get(0).contains(TreeUnderTest.FILE), flaws.get(0));
      return expected(e);
    } finally {
      blocks.close();
    }
    NavigableMap<Slice, Slice> expected = new TreeMap<>();
    tree.model.forEach((key, entry) -> expected.put(key, entry.value()));
    assertEquals(expected, found);
    assertEquals(List.of(), flaws);
    return true;
  }

  private static boolean expected(StorageException e) {
    assertTrue(
        e.kind() == StorageException.Kind.CORRUPT
            || e.kind() == StorageException.Kind.FOREIGN_FORMAT,
        e.toString());
    assertTrue(String.valueOf(e.getMessage()).contains(TreeUnderTest.FILE), e.toString());
    return false;
  }

  @Test
  void blockOfAnotherStoreOrPlaceIsRefused() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("misdirected"), 400, 1 << 20);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    changes.put(Slice.utf8("a"), new Entry(Slice.utf8("b"), 1, false));
    tree.merge(changes);
    long address = Objects.requireNonNull(tree.root).address();
    for (long wrong : new long[] {0, -1, address + 1, address + (1L << 24), Long.MAX_VALUE}) {
      StorageException refused =
          assertThrows(
              StorageException.class, () -> tree.blocks.readFromDisk(wrong, TreeUnderTest.STORE));
      assertEquals(StorageException.Kind.CORRUPT, refused.kind());
    }
    for (boolean fromDisk : new boolean[] {true, false}) {
      StorageException refused =
          assertThrows(
              StorageException.class,
              () -> {
                if (fromDisk) {
                  tree.blocks.readFromDisk(address, 8);
                } else {
                  tree.blocks.read(address, 8);
                }
              });
      assertEquals(StorageException.Kind.CORRUPT, refused.kind());
    }
  }

  @Test
  void dataFileOfAnotherDatabaseIsRefused() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("foreign"), 400, 1 << 20);
    StorageException refused =
        assertThrows(
            StorageException.class,
            () -> BlockFile.open(tree.vfs, TreeUnderTest.FILE, 1, 4096, new BlockCache(1 << 20)));
    assertEquals(StorageException.Kind.FOREIGN_FORMAT, refused.kind());
  }
}
