package org.lightningdb.storage.backup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.CheckReport;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.SegmentArchive;

/** An engine that random commits go to, and what its two stores hold after each of them. */
final class ModelDatabase implements AutoCloseable {
  static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(4096, 1 << 20)
          .withBlockBytes(512)
          .withMemory(1 << 20, 64 << 10);
  private static final List<StoreSpec> SPECS =
      List.of(StoreSpec.btree().withHistoryMillis(100), StoreSpec.lsm());
  private static final int KEYS = 500;

  /** {@code store/key} to value, by commit timestamp. */
  final NavigableMap<Long, Map<String, String>> history = new ConcurrentSkipListMap<>();

  /** What the clock told each commit. */
  final NavigableMap<Long, Long> clockByTimestamp = new ConcurrentSkipListMap<>();

  final LightningEngine engine;
  private final AtomicLong clockMillis = new AtomicLong(1_000_000);
  private final Random random;
  private final long[] stores = new long[2];
  private final TreeMap<String, String> content = new TreeMap<>();

  ModelDatabase(Vfs disk, long seed, @Nullable SegmentArchive archive) {
    this(disk, seed, archive, OPTIONS);
  }

  ModelDatabase(Vfs disk, long seed, @Nullable SegmentArchive archive, EngineOptions options) {
    EngineServices system = EngineServices.system();
    EngineServices services =
        new EngineServices(
            system.nanoTime(), clockMillis::get, system.randomLongs(), system.threads());
    engine =
        LightningEngine.open(
            disk, options, archive == null ? services : services.withArchive(archive));
    random = new Random(seed);
    for (int i = 0; i < stores.length; i++) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        stores[i] = txn.createStore(SPECS.get(i));
        history.put(txn.commit(Durability.GROUP), Map.of());
      }
    }
  }

  /** Makes one random commit and returns its timestamp. */
  long commit(int writes) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < writes; i++) {
        long store = stores[random.nextInt(stores.length)];
        String key = "key" + random.nextInt(KEYS);
        if (random.nextInt(4) == 0) {
          txn.delete(view, store, Slice.utf8(key));
          content.remove(store + "/" + key);
        } else {
          String value = "v" + random.nextInt(1000) + "x".repeat(random.nextInt(80));
          txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
          content.put(store + "/" + key, value);
        }
      }
      clockMillis.addAndGet(10);
      long timestamp = txn.commit(Durability.NONE);
      clockByTimestamp.put(timestamp, clockMillis.get());
      history.put(timestamp, Map.copyOf(content));
      return timestamp;
    }
  }

  Map<String, String> at(long timestamp) {
    return Map.copyOf(history.floorEntry(timestamp).getValue());
  }

  /** What the database in {@code disk} holds; it must be sound and take a commit. */
  static Map<String, String> read(Vfs disk) {
    TreeMap<String, String> found = new TreeMap<>();
    try (LightningEngine opened =
        LightningEngine.open(disk, OPTIONS.withCreateIfMissing(false), EngineServices.system())) {
      try (ReadView view = opened.view()) {
        for (long store = 1; store <= 2; store++) {
          read(view, store, found);
        }
      }
      CheckReport report = opened.check();
      if (!report.problems().isEmpty()) {
        throw new AssertionError(report.toString());
      }
      try (Txn txn = opened.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, 1, Slice.utf8("zzz"), Slice.utf8("after"));
        txn.commit(Durability.GROUP);
      }
    }
    return Map.copyOf(found);
  }

  private static void read(ReadView view, long store, Map<String, String> found) {
    try (Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.put(store + "/" + text(cursor.key()), text(cursor.value()));
      }
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Slice slice) {
    return new String(slice.toByteArray(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    engine.close();
  }
}
