package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.metamorphic.StoreModel.Entry;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * A database with everything in it that files can hold: rows and columns, superseded versions,
 * transactions that did not fit into memory, blocks and log. One flipped bit anywhere is noticed or
 * harmless: now and in the past, no value is ever read that was not there.
 *
 * <p>A flip into the log of a killed process may look like the end of the log: then an earlier
 * state is found, whole. The system property {@code lightning.bitflip.stride} is the largest
 * distance between two flips in a file, in bytes; 1 sweeps over every byte.
 */
@Timeout(3600)
class BitFlipTest {
  private static final Set<Kind> DAMAGE = EnumSet.of(Kind.CORRUPT, Kind.FOREIGN_FORMAT);
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .with(BlockOptions.defaults().withBlockBytes(512).withColumns(20, 2048))
          .with(new TransactionOptions(10_000, 600))
          .withWal(4096, 1 << 24)
          .with(new MemoryOptions(1 << 16, 1 << 24).withWarming(1 << 30));

  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  private final StoreModel model = new StoreModel();
  private final List<Long> commits = new ArrayList<>();
  private long store;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aFlipInAClosedDatabaseIsNoticedOrHarmless(Shape shape, TestReporter reporter)
      throws IOException {
    reporter.publishEntry(shape + ", closed", sweep(database(shape, true), true));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aFlipInAKilledDatabaseIsNoticedOrCutsTheEnd(Shape shape, TestReporter reporter)
      throws IOException {
    reporter.publishEntry(shape + ", killed", sweep(database(shape, false), false));
  }

  private SimVfs database(Shape shape, boolean closed) {
    Random random = new Random(5);
    RandomRows rows = new RandomRows(random);
    Keys keys = new Keys(random);
    SimVfs disk = SimVfs.tracked(5);
    LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system());
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(shape.spec(random, rows).withHistoryMillis(3_600_000));
      commits.add(txn.commit(Durability.GROUP));
    }
    for (int i = 0; i < 20; i++) {
      commit(engine, shape, random, rows, keys);
      if (i % 8 == 7) {
        engine.checkpoint();
      }
    }
    SimVfs killed = closed ? disk : disk.killProcess();
    close(engine, disk);
    return killed;
  }

  private static void close(LightningEngine engine, SimVfs disk) {
    try {
      engine.close();
    } catch (RuntimeException | Error e) {
      assertTrue(disk.faults().crashed(), e::toString);
    }
  }

  private void commit(
      LightningEngine engine, Shape shape, Random random, RandomRows rows, Keys keys) {
    Map<Slice, StoreModel.Version> changes = new TreeMap<>();
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = random.nextInt(16); i >= 0; i--) {
        Slice key = keys.next();
        @Nullable Slice value = random.nextInt(4) == 0 ? null : shape.value(random, rows);
        if (value == null) {
          txn.delete(view, store, key);
        } else {
          txn.put(view, store, key, value);
        }
        changes.put(key, new StoreModel.Version(value));
      }
      long timestamp = txn.commit(Durability.GROUP);
      commits.add(timestamp);
      changes.forEach((key, version) -> model.put(key, timestamp, version.value()));
    }
  }

  private String sweep(SimVfs disk, boolean closed) throws IOException {
    int stride = Integer.getInteger("lightning.bitflip.stride", 400);
    Random random = new Random(9);
    int noticed = 0;
    int harmless = 0;
    assertEquals(false, isNoticed(disk.killProcess(), "nothing", closed));
    for (String name : disk.killProcess().list()) {
      long size = size(disk.killProcess(), name);
      for (long at = random.nextInt(stride); at < size; at += 1 + random.nextInt(stride)) {
        SimVfs victim = disk.killProcess();
        victim.flipBit(name, at, random.nextInt(8));
        if (isNoticed(victim, name + " at " + at, closed)) {
          noticed++;
        } else {
          harmless++;
        }
      }
    }
    // how many flips meet live bytes hangs on what background work left in the files
    assertTrue(noticed > 0, "no flip was noticed: the sweep missed everything that lives");
    return noticed + " noticed, " + harmless + " harmless";
  }

  private static long size(SimVfs disk, String name) throws IOException {
    try (VfsFile file = disk.open(name)) {
      return file.size();
    }
  }

  private boolean isNoticed(SimVfs victim, String where, boolean closed) {
    boolean noticed = false;
    try {
      LightningEngine engine = LightningEngine.open(victim, OPTIONS, EngineServices.system());
      try {
        long newest = engine.statistics().visibleTimestamp();
        if (closed) {
          assertEquals(commits.get(commits.size() - 1), newest, where + ": commits are gone");
        }
        noticed = !readsRight(engine, newest, where);
        for (int i = 1; i < commits.size(); i += 5) {
          if (commits.get(i) <= newest) {
            noticed |= !readsRight(engine, commits.get(i), where);
          }
        }
        noticed |= !engine.check().problems().isEmpty();
      } finally {
        victim.killProcess();
        close(engine, victim);
      }
    } catch (StorageException e) {
      assertTrue(DAMAGE.contains(e.kind()), () -> where + ": " + e);
      noticed = true;
    }
    return noticed;
  }

  /** False if reading fails because of the damage; what is read must be right. */
  private boolean readsRight(LightningEngine engine, long timestamp, String where) {
    NavigableMap<Slice, Entry> expected = model.at(timestamp, ByteRange.all());
    try (ReadView view = engine.viewAt(timestamp);
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      boolean stands = cursor.first();
      for (Map.Entry<Slice, Entry> entry : expected.entrySet()) {
        assertTrue(stands, () -> where + ": misses " + entry.getKey());
        assertEquals(entry.getKey(), cursor.key(), where);
        assertEquals(entry.getValue().value(), cursor.value(), where);
        stands = cursor.next();
      }
      assertEquals(false, stands, where + ": too much");
      return true;
    } catch (StorageException e) {
      if (e.kind() == Kind.INVALID_REQUEST && timestamp < commits.get(0)) {
        return true;
      }
      assertTrue(DAMAGE.contains(e.kind()), () -> where + ": " + e);
      return false;
    }
  }
}
