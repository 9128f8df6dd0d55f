package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * A seeded client: transactions over several stores with savepoints and rollbacks, stores that come
 * and go, checkpoints, closing and opening, on tiny segments and blocks. It remembers the content
 * after each commit that it began, which of them were acknowledged, and which must survive a power
 * loss.
 */
final class CrashWorkload {
  private static final int STEPS = 22;
  private static final int KEYS = 40;

  /** What all stores hold, by store id and key; values as their hash and length. */
  record Content(NavigableMap<Long, Map<String, String>> stores) {
    static Content empty() {
      return new Content(new TreeMap<>());
    }

    Content copy() {
      Content copy = empty();
      stores.forEach((id, entries) -> copy.stores.put(id, new TreeMap<>(entries)));
      return copy;
    }
  }

  private final long seed;
  private final Random random;
  private final SimVfs disk;
  private @Nullable LightningEngine engine;

  /** The content after each commit, in order; the first is that of the empty database. */
  private final List<Content> history = new ArrayList<>(List.of(Content.empty()));

  /** The timestamps of acknowledged commits, by their place in the history. */
  private final NavigableMap<Integer, Long> timestamps = new TreeMap<>();

  /** Stores that forget nothing. */
  private final Set<Long> remembering = new HashSet<>();

  private int acknowledged;
  private int durable;
  private long largestStoreId;

  CrashWorkload(long seed, SimVfs disk) {
    this.seed = seed;
    this.random = new Random(seed);
    this.disk = disk;
  }

  static EngineOptions options() {
    return EngineOptions.defaults()
        .withWal(2048, 1 << 20)
        .withBlockBytes(512)
        .withMemory(1 << 20, 1 << 20)
        .with(new TransactionOptions(5_000, 1_500)) // Some transactions spill, some do not.
        .with(compaction());
  }

  /** Tiny runs and levels, compacted when the workload says so and not in the background. */
  private static CompactionOptions compaction() {
    return CompactionOptions.defaults()
        .withThreads(0)
        .withYoungRuns(2, 8, 16)
        .withSizes(600, 1200, 2);
  }

  static LightningEngine open(SimVfs disk) {
    Random identities = new Random(42);
    EngineServices system = EngineServices.system();
    return LightningEngine.open(
        disk,
        options(),
        new EngineServices(
            system.nanoTime(), system.wallMillis(), identities::nextLong, system.threads()));
  }

  /** Runs to the end or until the disk crashes; never leaves an engine open. */
  void run() {
    try {
      runSteps();
    } catch (StorageException | Error e) {
      if (!disk.faults().crashed()) {
        throw e;
      }
    } finally {
      closeQuietly(engine);
    }
  }

  /** Runs to the end or until an I/O error stops it; returns whether there was one. */
  boolean runWithErrors() {
    try {
      runSteps();
      return false;
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.FAILED_STOP) {
        throw e;
      }
      return true;
    } finally {
      closeQuietly(engine);
    }
  }

  private void runSteps() {
    engine = open(disk);
    for (int step = 0; step < STEPS; step++) {
      step(step);
    }
    engine().close();
    durable = acknowledged;
  }

  /** Closes an engine whose disk has crashed, so that its threads end. */
  static void closeQuietly(@Nullable LightningEngine engine) {
    if (engine != null) {
      try {
        engine.close();
      } catch (StorageException | Error e) {
        Thread.onSpinWait(); // The disk is gone: nothing can be closed in order.
      }
    }
  }

  private LightningEngine engine() {
    LightningEngine current = engine;
    if (current == null) {
      throw new IllegalStateException("not open");
    }
    return current;
  }

  private void step(int step) {
    int dice = random.nextInt(20);
    if (dice < 4 && step > 2) {
      engine().checkpoint();
      durable = acknowledged;
      if (random.nextInt(3) > 0) {
        engine().compact();
      }
    } else if (dice == 5 && step > 2) {
      engine().trimHistory();
    } else if (dice == 6 && step > 2) {
      engine().shrink(new SpaceBound(1, 0));
    } else if (dice == 4 && step > 2) {
      engine().close();
      durable = acknowledged;
      engine = open(disk);
    } else {
      transaction();
    }
  }

  private void transaction() {
    Content content = last().copy();
    boolean commit;
    try (Txn txn = engine().begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      if (content.stores().size() < 2 || random.nextInt(10) == 0) {
        createStore(txn, content);
        createStore(txn, content);
      }
      writes(txn, view, content);
      if (random.nextInt(4) == 0) {
        int savepoint = txn.savepoint();
        writes(txn, view, content.copy());
        txn.rollbackTo(savepoint);
        writes(txn, view, content);
      }
      if (content.stores().size() > 2 && random.nextInt(6) == 0) {
        long victim = content.stores().firstKey();
        txn.dropStore(victim);
        content.stores().remove(victim);
      }
      commit = random.nextInt(10) > 0;
      if (commit) {
        commit(txn, content);
      }
    }
  }

  private void createStore(Txn txn, Content content) {
    StoreSpec spec = random.nextBoolean() ? StoreSpec.btree() : StoreSpec.lsm();
    boolean remembers = random.nextBoolean();
    long storeId = txn.createStore(spec.withHistoryMillis(remembers ? Long.MAX_VALUE : 0));
    remembering.remove(storeId); // Rolled back and opened anew, an id may come again.
    if (remembers) {
      remembering.add(storeId);
    }
    largestStoreId = Math.max(largestStoreId, storeId);
    content.stores().put(storeId, new TreeMap<>());
  }

  private void writes(Txn txn, ReadView view, Content content) {
    for (int i = random.nextInt(12); i >= 0; i--) {
      List<Long> ids = new ArrayList<>(content.stores().keySet());
      long storeId = ids.get(random.nextInt(ids.size()));
      Map<String, String> entries =
          content.stores().computeIfAbsent(storeId, id -> new TreeMap<>());
      String key = "key-" + random.nextInt(KEYS);
      if (random.nextInt(4) == 0) {
        txn.delete(view, storeId, Slice.utf8(key));
        entries.remove(key);
      } else {
        byte[] value = new byte[valueLength()];
        random.nextBytes(value);
        if (value.length == 5000) {
          putStream(txn, view, storeId, key, value);
        } else {
          txn.put(view, storeId, Slice.utf8(key), new Slice(value));
        }
        entries.put(key, digest(new Slice(value)));
      }
    }
  }

  private static void putStream(Txn txn, ReadView view, long storeId, String key, byte[] value) {
    try {
      txn.putStream(view, storeId, Slice.utf8(key), new ByteArrayInputStream(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int valueLength() {
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> 5000;
      default -> random.nextInt(120);
    };
  }

  private void commit(Txn txn, Content content) {
    Durability durability =
        switch (random.nextInt(8)) {
          case 0 -> Durability.NONE;
          case 1 -> Durability.INTERVAL;
          case 2 -> Durability.ALWAYS;
          default -> Durability.GROUP;
        };
    history.add(content);
    long timestamp = txn.commit(durability);
    acknowledged = history.size() - 1;
    timestamps.put(acknowledged, timestamp);
    if (durability == Durability.ALWAYS || durability == Durability.GROUP) {
      durable = acknowledged;
    }
  }

  private Content last() {
    return history.get(history.size() - 1);
  }

  static String digest(Slice value) {
    return value.length() + ":" + Integer.toHexString(value.hashCode());
  }

  /** Everything in the engine. */
  Content read(Engine source) {
    Content found = Content.empty();
    try (ReadView view = source.view()) {
      for (long storeId = 1; storeId <= largestStoreId; storeId++) {
        Map<String, String> entries = read(view, storeId);
        if (entries != null) {
          found.stores().put(storeId, entries);
        }
      }
    }
    return found;
  }

  /** Compares two views of the past with what stores held then that forget nothing. */
  void verifyPast(Engine source, Content found, String where) {
    int newest = history.lastIndexOf(found);
    List<Integer> places = new ArrayList<>(timestamps.headMap(newest, true).keySet());
    try (ReadView now = source.view()) {
      // A commit that changed nothing leaves the same content whether it survived or not.
      places.removeIf(place -> timestamps.getOrDefault(place, 0L) > now.timestamp());
    }
    for (int i = 0; i < 2 && !places.isEmpty(); i++) {
      int place = places.get((int) ((where.hashCode() & 0xFFFFL) * (i + 1)) % places.size());
      long timestamp = Objects.requireNonNull(timestamps.get(place));
      try (ReadView view = source.viewAt(timestamp)) {
        for (long storeId : found.stores().keySet()) {
          if (remembering.contains(storeId)) {
            Map<String, String> expected =
                history.get(place).stores().getOrDefault(storeId, Map.of());
            assertEquals(expected, read(view, storeId), () -> where + ", past " + timestamp);
          }
        }
      }
    }
  }

  static @Nullable Map<String, String> read(ReadView view, long storeId) {
    TreeMap<String, String> entries = new TreeMap<>();
    try (Cursor cursor = view.cursor(storeId, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        entries.put(EngineTest.text(cursor.key()), digest(cursor.value()));
      }
      return entries;
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.INVALID_REQUEST) {
        return null;
      }
      throw e;
    }
  }

  /** The contents that a reopened database may have, oldest first. */
  List<Content> acceptable(boolean powerLoss) {
    return history.subList(powerLoss ? durable : acknowledged, history.size());
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ", "
        + (history.size() - 1)
        + " commits begun, "
        + acknowledged
        + " acknowledged, "
        + durable
        + " durable";
  }
}
