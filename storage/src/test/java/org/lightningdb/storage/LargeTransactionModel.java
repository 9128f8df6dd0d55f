package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.BulkLoader;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * One transaction after the other against a map, with views and savepoints of every age. A name is
 * the number of the store and the key.
 */
final class LargeTransactionModel {
  private final long seed;
  private final Random random;
  private final SimVfs disk = SimVfs.memory("model");
  private final LightningEngine engine = LargeTransactionTest.open(disk);
  private final List<Long> stores =
      Stream.generate(() -> LargeTransactionTest.createStore(engine)).limit(3).toList();
  private NavigableMap<String, String> committed = new TreeMap<>();
  private int storesUsed;

  /** How many writes are so large that they leave the memory at once. */
  private int largePercent;

  /** An open view of the transaction and what it must show. */
  private record Seen(ReadView view, NavigableMap<String, String> content) {}

  /** A savepoint of the transaction and what was there at that moment. */
  private record Saved(int savepoint, int views, NavigableMap<String, String> content) {}

  LargeTransactionModel(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  void run() {
    try (engine) {
      for (int round = 0; round < 6; round++) {
        transaction();
        check(engine.view(), committed);
        if (random.nextInt(2) == 0) {
          engine.checkpoint();
        }
        check(engine.view(), committed);
        assertEquals(List.of(), engine.check().problems(), () -> "seed " + seed);
      }
    }
  }

  private void transaction() {
    NavigableMap<String, String> now = new TreeMap<>(committed);
    List<Seen> views = new ArrayList<>();
    List<Saved> savepoints = new ArrayList<>();
    boolean dense = random.nextBoolean();
    storesUsed = 1 + random.nextInt(stores.size());
    largePercent = random.nextInt(3) * 40;
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView base = txn.view()) {
      for (int step = 0; step < 700; step++) {
        int dice = random.nextInt(dense ? 12 : 150);
        if (dice == 0) {
          views.add(new Seen(txn.view(), new TreeMap<>(now)));
        } else if (dice == 1) {
          savepoints.add(new Saved(txn.savepoint(), views.size(), new TreeMap<>(now)));
        } else if (dice == 2 && !savepoints.isEmpty()) {
          now = rollBack(txn, savepoints, views);
        } else if (dice == 3) {
          writeToFullDisk(txn, base, now, step);
        } else if (dice == 4) {
          load(txn, now);
        } else {
          write(txn, base, now, step);
        }
      }
      views.forEach(seen -> check(seen.view(), seen.content()));
      check(txn.view(), now);
      if (random.nextInt(4) > 0) {
        txn.commit(Durability.GROUP);
        committed = now;
      }
    }
  }

  private NavigableMap<String, String> rollBack(Txn txn, List<Saved> savepoints, List<Seen> views) {
    int chosen = random.nextInt(savepoints.size());
    Saved saved = savepoints.get(chosen);
    while (views.size() > saved.views()) {
      Seen last = views.remove(views.size() - 1);
      check(last.view(), last.content());
    }
    txn.rollbackTo(saved.savepoint());
    savepoints.subList(chosen + 1, savepoints.size()).clear();
    return new TreeMap<>(saved.content());
  }

  /** Sorted rows, if their range is empty, or a refusal. */
  private void load(Txn txn, NavigableMap<String, String> now) {
    int index = random.nextInt(storesUsed);
    int from = random.nextInt(random.nextBoolean() ? 200 : 2000);
    int to = from + 1 + random.nextInt(150);
    ByteRange range = new ByteRange(LargeTransactionTest.key(from), LargeTransactionTest.key(to));
    boolean empty = now.subMap(name(index, from), name(index, to)).isEmpty();
    boolean finishes = random.nextInt(5) > 0;
    try (ReadView view = txn.view();
        BulkLoader loader = txn.bulkLoad(view, stores.get(index), range)) {
      assertTrue(empty, () -> "seed " + seed);
      for (int i = from; i < to; i += 1 + random.nextInt(3)) {
        String value = "loaded " + random.nextInt(1_000_000);
        loader.append(LargeTransactionTest.key(i), Slice.utf8(value));
        if (finishes) {
          now.put(name(index, i), value);
        }
      }
      if (finishes) {
        long unused = loader.finish();
      }
    } catch (StorageException e) {
      assertSame(Kind.INVALID_REQUEST, e.kind(), () -> "seed " + seed);
      assertFalse(empty, () -> "seed " + seed);
    }
  }

  private static String name(int index, int number) {
    return index + EngineTest.text(LargeTransactionTest.key(number));
  }

  /** A write that finds no space to spill to is not made, and what came before it stays. */
  private void writeToFullDisk(Txn txn, ReadView base, Map<String, String> now, int step) {
    disk.faults().limitFreeBytes(random.nextInt(5000));
    try {
      write(txn, base, now, step);
    } catch (StorageException e) {
      assertSame(Kind.DISK_FULL, e.kind(), () -> "seed " + seed);
    } finally {
      disk.faults().unlimitFreeBytes();
    }
  }

  private void write(Txn txn, ReadView base, Map<String, String> now, int step) {
    boolean ascending = seed % 3 == 0;
    int index = random.nextInt(storesUsed);
    long store = stores.get(index);
    Slice key = LargeTransactionTest.key(ascending ? step : random.nextInt(200));
    String name = index + EngineTest.text(key);
    if (random.nextInt(4) == 0) {
      txn.delete(base, store, key);
      now.remove(name);
    } else {
      String value = "v" + random.nextInt(1_000_000_000);
      value = random.nextInt(100) < largePercent ? value + "-".repeat(2000) : value;
      txn.put(base, store, key, Slice.utf8(value));
      now.put(name, value);
    }
    Slice latest = txn.getLatest(store, key);
    assertEquals(
        now.get(name), latest == null ? null : EngineTest.text(latest), () -> "seed " + seed);
  }

  private void check(ReadView view, NavigableMap<String, String> expected) {
    TreeMap<String, String> forward = new TreeMap<>();
    TreeMap<String, String> backward = new TreeMap<>();
    for (int index = 0; index < stores.size(); index++) {
      try (Cursor cursor = view.cursor(stores.get(index), ByteRange.all())) {
        for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
          forward.put(index + EngineTest.text(cursor.key()), EngineTest.text(cursor.value()));
        }
        for (boolean stands = cursor.last(); stands; stands = cursor.prev()) {
          backward.put(index + EngineTest.text(cursor.key()), EngineTest.text(cursor.value()));
        }
      }
    }
    assertEquals(expected, forward, () -> "seed " + seed);
    assertEquals(expected, backward, () -> "seed " + seed);
    for (int i = 0; i < 20; i++) {
      int index = random.nextInt(stores.size());
      Slice key = LargeTransactionTest.key(random.nextInt(200));
      Slice found = view.get(stores.get(index), key);
      String value = found == null ? null : EngineTest.text(found);
      assertEquals(expected.get(index + EngineTest.text(key)), value, () -> "seed " + seed);
    }
    view.close();
    assertFalse(expected.containsKey(""), "a key has a name");
  }
}
