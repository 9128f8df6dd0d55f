package org.lightningdb.storage.layout.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.SortedMapCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.vfs.SimVfs;

@Timeout(100)
class BlockTreesTest {
  @Test
  void agreesWithSortedMapOverRandomMerges() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int blockBytes = 256 << random.nextInt(random.nextInt(4) == 0 ? 7 : 3);
      long cacheBytes = random.nextBoolean() ? 20_000 : 100 << 20;
      TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("seed" + seed), blockBytes, cacheBytes);
      int keyKinds = 1 + random.nextInt(5);
      int rounds = 5 + random.nextInt(30);
      for (int round = 0; round < rounds; round++) {
        tree.merge(randomChanges(random, tree.model, keyKinds, 1L + round));
        if (random.nextInt(6) == 0) {
          tree.reopen(true);
        }
        if (random.nextInt(4) == 0) {
          tree.blocks.trim();
        }
        tree.check("seed " + seed + " round " + round);
      }
    }
  }

  private static NavigableMap<Slice, Entry> randomChanges(
      Random random, NavigableMap<Slice, Entry> model, int keyKinds, long timestamp) {
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    int count = random.nextInt(random.nextBoolean() ? 10 : 600);
    int deletesInTen = random.nextInt(11);
    for (int i = 0; i < count; i++) {
      Slice key =
          random.nextInt(20) == 0
              ? new Slice(new byte[random.nextInt(3000)])
              : CursorContract.randomKey(random, keyKinds);
      changes.put(key, randomEntry(random, random.nextInt(10) < deletesInTen, timestamp));
    }
    if (random.nextInt(4) == 0 && !model.isEmpty()) {
      Slice from = CursorContract.randomKey(random, keyKinds);
      model
          .tailMap(from, true)
          .keySet()
          .forEach(key -> changes.put(key, randomEntry(random, true, timestamp)));
    }
    if (random.nextInt(10) == 0) {
      model.keySet().forEach(key -> changes.put(key, randomEntry(random, true, timestamp)));
    }
    return changes;
  }

  private static Entry randomEntry(Random random, boolean tombstone, long timestamp) {
    int length = random.nextInt(random.nextInt(50) == 0 ? 20_000 : 60);
    byte[] value = new byte[tombstone ? 0 : length];
    if (random.nextBoolean()) {
      random.nextBytes(value);
    }
    return new Entry(new Slice(value), timestamp, tombstone);
  }

  @Test
  void oldTreesStayReadableUntilReleased() {
    Random random = new Random(5);
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("old"), 512, 50_000);
    NavigableMap<Slice, Entry> model = new TreeMap<>();
    @Nullable TreeRoot[] roots = new @Nullable TreeRoot[12];
    List<NavigableMap<Slice, Entry>> models = new ArrayList<>();
    TreeRoot root = null;
    for (int round = 0; round < roots.length; round++) {
      NavigableMap<Slice, Entry> changes = randomChanges(random, model, 5, 1L + round);
      ExtentCollector extents = new ExtentCollector();
      root =
          tree.layout.merge(
              TreeUnderTest.STORE, root, new SortedMapCursor(changes, ByteRange.all()), extents);
      tree.blocks.freeExtents().retire(extents, round);
      tree.blocks.freeExtents().release(round - 3);
      TreeUnderTest.applyTo(model, changes);
      roots[round] = root;
      models.add(new TreeMap<>(model));
      for (int old = Math.max(0, round - 3); old <= round; old++) {
        tree.assertHolds(roots[old], models.get(old), "round " + round + " old " + old);
      }
    }
  }

  @Test
  void appendsFillBlocksAndShareTheRest() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("append"), 4096, 1 << 20);
    int rows = 0;
    for (int round = 0; round < 50; round++) {
      NavigableMap<Slice, Entry> changes = new TreeMap<>();
      for (int i = 0; i < 400; i++) {
        changes.put(number(rows++), new Entry(number(i), 1L + round, false));
      }
      tree.merge(changes);
    }
    tree.check("append");
    TreeRoot root = tree.root;
    assertNotNull(root);
    AtomicLong blocks = new AtomicLong();
    tree.layout.visitExtents(TreeUnderTest.STORE, root, address -> blocks.incrementAndGet());
    assertTrue(blocks.get() < 1.35 * root.bytes() / 4096, blocks + " blocks for " + root);

    ExtentCollector extents = new ExtentCollector();
    NavigableMap<Slice, Entry> one = new TreeMap<>();
    one.put(number(10_000), new Entry(number(1), 100, false));
    TreeRoot next =
        tree.layout.merge(
            TreeUnderTest.STORE, root, new SortedMapCursor(one, ByteRange.all()), extents);
    assertNotNull(next);
    assertEquals(root.height(), extents.writtenCount(), "one path is written anew");
    assertEquals(root.height(), extents.freedCount());
  }

  private static Slice number(int number) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 4; i++) {
      bytes[12 + i] = (byte) (number >>> (24 - 8 * i));
    }
    return new Slice(bytes);
  }

  @Test
  void deletionsLeaveNoEmptyShells() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("sparse"), 1024, 1 << 20);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      changes.put(number(i), new Entry(number(i), 1, false));
    }
    tree.merge(changes);
    Random random = new Random(4);
    for (int round = 2; round < 40; round++) {
      NavigableMap<Slice, Entry> deletions = new TreeMap<>();
      for (Slice key : tree.model.keySet()) {
        if (random.nextInt(8) == 0) {
          deletions.put(key, new Entry(new Slice(), round, true));
        }
      }
      tree.merge(deletions);
      AtomicLong blocks = new AtomicLong();
      tree.layout.visitExtents(TreeUnderTest.STORE, tree.root, at -> blocks.incrementAndGet());
      long rowsInFullBlock = 1024 / 26;
      long blocksMax = 5 + 4L * tree.model.size() / rowsInFullBlock;
      assertTrue(blocks.get() <= blocksMax, blocks + " blocks for " + tree.root);
    }
    tree.check("sparse");
  }

  @Test
  void deletingEverythingLeavesNoTree() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("delete"), 256, 1 << 20);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    NavigableMap<Slice, Entry> deletions = new TreeMap<>();
    for (int i = 0; i < 2000; i++) {
      changes.put(number(i), new Entry(number(i), 1, false));
      deletions.put(number(i), new Entry(new Slice(), 2, true));
    }
    tree.merge(changes);
    tree.merge(deletions);
    assertNull(tree.root);
    tree.check("deleted");
    tree.blocks.trim();
    assertEquals(4096, tree.blocks.sizeBytes());
  }

  @Test
  void hugeValuesGetLeavesOfTheirOwnAndNeighboursDoNotRewriteThem() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("huge"), 4096, 1 << 20);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    byte[] huge = new byte[BlockTrees.VALUE_BYTES_MAX];
    new Random(3).nextBytes(huge);
    changes.put(number(1), new Entry(number(1), 1, false));
    changes.put(number(2), new Entry(new Slice(huge), 1, false));
    changes.put(number(3), new Entry(number(3), 1, false));
    tree.merge(changes);
    long size = tree.blocks.sizeBytes();
    NavigableMap<Slice, Entry> small = new TreeMap<>();
    small.put(number(1), new Entry(number(9), 2, false));
    tree.merge(small);
    tree.check("huge");
    assertTrue(tree.blocks.sizeBytes() < size + 10 * 4096);

    NavigableMap<Slice, Entry> tooLarge = new TreeMap<>();
    Slice value = new Slice(new byte[BlockTrees.VALUE_BYTES_MAX + 1]);
    tooLarge.put(number(4), new Entry(value, 3, false));
    StorageException refused = assertThrows(StorageException.class, () -> tree.merge(tooLarge));
    assertEquals(StorageException.Kind.LIMIT, refused.kind());
  }

  @Test
  void fullDiskAbandonsTheMergeAndLosesNoSpace() {
    SimVfs vfs = SimVfs.tracked(1);
    TreeUnderTest tree = new TreeUnderTest(vfs, 1024, 1 << 20);
    Random random = new Random(1);
    NavigableMap<Slice, Entry> first = randomChanges(random, tree.model, 4, 1);
    first.put(number(0), new Entry(number(0), 1, false));
    tree.merge(first);
    vfs.faults().limitFreeBytes(30_000);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    for (int i = 0; i < 2000; i++) {
      changes.put(number(i), new Entry(number(i), 2, false));
    }
    ExtentCollector extents = new ExtentCollector();
    StorageException full =
        assertThrows(
            StorageException.class,
            () ->
                tree.layout.merge(
                    TreeUnderTest.STORE,
                    tree.root,
                    new SortedMapCursor(changes, ByteRange.all()),
                    extents));
    assertEquals(StorageException.Kind.DISK_FULL, full.kind());
    tree.blocks.freeExtents().abandon(extents);
    tree.check("after the full disk");
    vfs.faults().unlimitFreeBytes();
    tree.merge(changes);
    tree.check("after there was space again");
  }

  @Test
  void estimatesAreExactInMemoryAndCloseOtherwise() {
    TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("estimate"), 1024, 10 << 20);
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      changes.put(number(i), new Entry(number(i), 1, false));
    }
    tree.merge(changes);
    ByteRange range = new ByteRange(number(2500), number(7500));
    RangeSize exact = tree.layout.estimate(TreeUnderTest.STORE, tree.root, range);
    assertEquals(5000, exact.entries());
    assertTrue(Math.abs(5000 * 32 - exact.bytes()) <= 32, exact.toString());
    RangeSize all = tree.layout.estimate(TreeUnderTest.STORE, tree.root, ByteRange.all());
    assertEquals(new RangeSize(10_000, 320_000), all);
    tree.reopen(false);
    RangeSize guess = tree.layout.estimate(TreeUnderTest.STORE, tree.root, range);
    assertTrue(Math.abs(5000 - guess.entries()) <= 60, guess.toString());
    ByteRange narrow = ByteRange.point(number(77));
    RangeSize few = tree.layout.estimate(TreeUnderTest.STORE, tree.root, narrow);
    assertTrue(few.entries() >= 1 && few.entries() < 60, few.toString());
    assertEquals(
        RangeSize.NOTHING, tree.layout.estimate(TreeUnderTest.STORE, null, ByteRange.all()));
  }
}
