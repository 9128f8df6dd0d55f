package org.lightningdb.storage.layout.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.cursor.CursorContract.Entry;
import org.lightningdb.storage.cursor.SortedMapCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.vfs.SimVfs;

/** Readers of pinned trees while merges go on and space is used again, with a starved cache. */
class BTreeConcurrencyTest {
  private static final int MERGES = 120;
  private static final int READERS = 3;

  private record State(
      long generation, @Nullable TreeRoot root, NavigableMap<Slice, Entry> entries) {}

  private final TreeUnderTest tree = new TreeUnderTest(SimVfs.memory("shared"), 512, 30_000);
  private final NavigableMap<Long, Integer> pins = new TreeMap<>();
  private State current = new State(0, null, new TreeMap<>());

  @Test
  @Timeout(100)
  void pinnedTreesNeverChange() throws Exception {
    AtomicBoolean merging = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        int seed = reader;
        readers.add(threads.submit(() -> read(new Random(seed), merging)));
      }
      Random random = new Random(42);
      for (int generation = 1; generation <= MERGES; generation++) {
        merge(random, generation);
      }
      merging.set(false);
      for (Future<Integer> reader : readers) {
        assertTrue(reader.get() > 0);
      }
    } finally {
      merging.set(false);
      threads.shutdownNow();
    }
    tree.blocks.freeExtents().release(MERGES);
    assertEquals(0, tree.blocks.freeExtents().retiredBytes());
    tree.root = current.root;
    tree.model.putAll(current.entries);
    tree.check("at the end");
  }

  private void merge(Random random, long generation) {
    NavigableMap<Slice, Entry> changes = new TreeMap<>();
    for (int i = random.nextInt(80); i >= 0; i--) {
      boolean tombstone = random.nextInt(3) == 0;
      Slice value = tombstone ? new Slice() : Slice.utf8("value " + random.nextLong());
      changes.put(CursorContract.randomKey(random, 5), new Entry(value, generation, tombstone));
    }
    State before = state();
    ExtentCollector extents = new ExtentCollector();
    TreeRoot root =
        tree.layout.merge(
            TreeUnderTest.STORE,
            before.root,
            new SortedMapCursor(changes, ByteRange.all()),
            extents);
    if (random.nextInt(6) == 0) {
      tree.blocks.freeExtents().abandon(extents);
      return;
    }
    NavigableMap<Slice, Entry> entries = new TreeMap<>(before.entries);
    TreeUnderTest.applyTo(entries, changes);
    tree.blocks.freeExtents().retire(extents, generation);
    tree.blocks.freeExtents().release(publish(new State(generation, root, entries)));
  }

  private synchronized State state() {
    return current;
  }

  /** Returns the oldest generation that anybody reads. */
  private synchronized long publish(State next) {
    current = next;
    return pins.isEmpty() ? next.generation : pins.firstKey();
  }

  private synchronized State pin() {
    pins.merge(current.generation, 1, Integer::sum);
    return current;
  }

  private synchronized void unpin(State state) {
    pins.computeIfPresent(
        state.generation, (unused, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  private int read(Random random, AtomicBoolean merging) {
    int reads = 0;
    do {
      State state = pin();
      try {
        for (int i = 0; i < 3; i++) {
          scan(state, random.nextBoolean());
        }
      } finally {
        unpin(state);
      }
      reads++;
    } while (merging.get());
    return reads;
  }

  private void scan(State state, boolean forward) {
    NavigableMap<Slice, Entry> expected = forward ? state.entries : state.entries.descendingMap();
    try (VersionedCursor cursor =
        tree.layout.cursor(TreeUnderTest.STORE, state.root, ByteRange.all())) {
      boolean stands = forward ? cursor.first() : cursor.last();
      for (Map.Entry<Slice, Entry> place : expected.entrySet()) {
        assertTrue(stands);
        assertEquals(place.getKey(), cursor.key());
        assertEquals(place.getValue().value(), cursor.value());
        stands = forward ? cursor.next() : cursor.prev();
      }
      assertTrue(!stands);
    }
  }
}
