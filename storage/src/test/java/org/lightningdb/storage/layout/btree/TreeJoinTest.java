package org.lightningdb.storage.layout.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.SortedMapCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vfs.SimVfs;

/** Adopted trees of every height, between flushes and moves, against a sorted map. */
@Timeout(100)
class TreeJoinTest {
  private static final long STORE = 5;

  @Test
  void adoptedTreesAreAsIfTheyHadBeenFlushed() {
    int adopted = 0;
    for (long seed = 0; seed < 80; seed++) {
      adopted += new History(seed).run(seed);
    }
    assertTrue(adopted > 200, "adopted only " + adopted);
  }

  private static final class History {
    private final NavigableMap<Slice, Entry> model = new TreeMap<>();
    private final BlockFile blocks;
    private final BlockTrees trees;
    private final BTreeLayout layout;
    private final Random random;
    private @Nullable StoreRoot root;
    private int nextKey;

    History(long seed) {
      random = new Random(seed);
      blocks = BlockFile.create(SimVfs.memory("join " + seed), "DATA", 1, new BlockCache(1 << 20));
      int blockBytes = 256 << random.nextInt(3);
      trees = new BlockTrees(blocks, blockBytes);
      layout = new BTreeLayout(blocks, blockBytes);
    }

    int run(long seed) {
      int adopted = 0;
      for (long timestamp = 1; timestamp < 20; timestamp++) {
        switch (random.nextInt(5)) {
          case 0 -> flush(timestamp, random.nextInt(4));
          case 1 -> flush(timestamp, random.nextInt(400));
          case 2 -> root = layout.move(open(), address -> address % 3 == 0, new ExtentCollector());
          default -> adopted += append(timestamp) ? 1 : 0;
        }
        check("seed " + seed + " step " + timestamp, timestamp);
      }
      blocks.close();
      return adopted;
    }

    private StoredVersions open() {
      return layout.open(STORE, StoreSpec.btree(), root);
    }

    private static Slice key(int number) {
      return Slice.utf8("key " + (1_000_000 + number));
    }

    private Slice value() {
      return Slice.utf8("v".repeat(random.nextInt(random.nextInt(30) == 0 ? 900 : 40)));
    }

    private boolean append(long timestamp) {
      int count = 1 + random.nextInt(1 << random.nextInt(11));
      NavigableMap<Slice, Entry> rows = new TreeMap<>();
      ExtentCollector written = ExtentCollector.beforeCommit();
      TreeRoot run;
      try (TreeBuilder builder = trees.builder(STORE, StoreSpec.btree(), written)) {
        for (int i = 0; i < count; i++) {
          Slice value = value();
          Slice key = key(nextKey++);
          builder.append(key, 0, value);
          rows.put(key, new Entry(value, timestamp, false));
        }
        run = builder.finish();
      }
      assertNotNull(run);
      StoreRoot joined =
          layout.adopt(open(), run, timestamp, Long.MAX_VALUE, new ExtentCollector());
      assertEquals(run.height() < 2, joined == null);
      if (joined == null) {
        return false;
      }
      assertNull(layout.adopt(open2(joined), run, timestamp, timestamp, new ExtentCollector()));
      root = joined;
      model.putAll(rows);
      return true;
    }

    private StoredVersions open2(StoreRoot other) {
      return layout.open(STORE, StoreSpec.btree(), other);
    }

    private void flush(long timestamp, int count) {
      NavigableMap<Slice, Entry> changes = new TreeMap<>();
      boolean wipe = random.nextInt(6) == 0;
      int from = nextKey == 0 ? 0 : random.nextInt(nextKey);
      for (int i = 0; i < count || (wipe && from + i < nextKey); i++) {
        boolean deletion = wipe || random.nextBoolean();
        int number = wipe ? from + i : random.nextInt(nextKey + 20);
        nextKey = Math.max(nextKey, number + 1);
        changes.put(key(number), new Entry(deletion ? new Slice() : value(), timestamp, deletion));
      }
      if (changes.isEmpty()) {
        return;
      }
      try (VersionedCursor cursor = new SortedMapCursor(changes, ByteRange.all())) {
        root = layout.flush(open(), cursor, Long.MAX_VALUE, new ExtentCollector());
      }
      changes.forEach(
          (key, entry) -> {
            if (entry.tombstone()) {
              model.remove(key);
            } else {
              model.put(key, entry);
            }
          });
    }

    private void check(String context, long timestamp) {
      StoredVersions store = open();
      List<String> problems = new ArrayList<>();
      store.verify(problems::add);
      assertEquals(List.of(), problems, context);
      assertEquals(model.size(), store.entries(), context);
      try (VersionedCursor cursor = store.cursor(ByteRange.all(), timestamp)) {
        boolean stands = cursor.first();
        for (Map.Entry<Slice, Entry> entry : model.entrySet()) {
          assertTrue(stands, context);
          assertEquals(entry.getKey(), cursor.key(), context);
          assertEquals(entry.getValue().value(), cursor.value(), context);
          assertEquals(entry.getValue().timestamp(), cursor.commitTimestamp(), context);
          stands = cursor.next();
        }
        assertEquals(false, stands, context);
      }
      checkPoints(store, context, timestamp);
    }

    private void checkPoints(StoredVersions store, String context, long timestamp) {
      Slice[] keys = new Slice[8];
      FoundVersion[] out = new FoundVersion[keys.length];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = key(random.nextInt(nextKey + 5));
        out[i] = new FoundVersion();
        Entry entry = model.get(keys[i]);
        assertEquals(entry != null, store.get(keys[i], timestamp, out[i]), context);
        long newest = entry == null ? 0 : entry.timestamp();
        assertEquals(newest, store.newestTimestamp(keys[i]), context);
        ByteRange point = ByteRange.point(keys[i]);
        for (long since = 0; since < timestamp; since += 1 + random.nextInt(4)) {
          boolean changed = store.changedAfter(point, since);
          assertEquals(entry != null && entry.timestamp() > since, changed, context);
        }
      }
      boolean[] found = new boolean[keys.length];
      store.getMany(keys, keys.length, timestamp, out, found);
      for (int i = 0; i < keys.length; i++) {
        Entry entry = model.get(keys[i]);
        assertEquals(entry != null, found[i], context);
        if (entry != null) {
          assertEquals(entry.value(), out[i].value(), context);
          assertEquals(entry.timestamp(), out[i].commitTimestamp(), context);
        }
      }
    }
  }
}
