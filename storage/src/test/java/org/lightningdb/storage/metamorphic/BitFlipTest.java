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
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MaintenanceOptions;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/**
 * A database with everything in it that files can hold: rows and columns, superseded versions,
 * transactions that did not fit into memory, blocks and log. One flipped bit anywhere is noticed or
 * harmless: now and in the past, no value is ever read that was not there.
 *
 * <p>A flip into the log of a killed process may look like the end of the log: then an earlier
 * state is found, whole. {@link FlipSweep} says how to choose what is flipped; the system property
 * {@code lightning.bitflip.shapes} chooses among the databases.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
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

  /** Without threads that a sweep over every byte would only wait for. */
  private static final EngineOptions BARE =
      OPTIONS
          .with(new MemoryOptions(1 << 16, 1 << 24).withReadAhead(0))
          .with(new MaintenanceOptions(0, 1 << 20))
          .with(CompactionOptions.defaults().withThreads(0));

  private static final int PASTS = 4;

  /** What background work reads is not the same each time. */
  private static final int CLEAN_RUNS = 6;

  private final StoreModel model = new StoreModel();
  private final List<Long> commits = new ArrayList<>();
  private long store;
  private int probes;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  static List<Shape> shapes() {
    String chosen = System.getProperty("lightning.bitflip.shapes", "");
    return chosen.isEmpty()
        ? List.of(Shape.values())
        : Stream.of(chosen.split(",", -1)).map(Shape::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aFlipInAClosedDatabaseIsNoticedOrHarmless(Shape shape, TestReporter reporter)
      throws IOException {
    reporter.publishEntry(
        shape + ", closed", sweep(shape + " closed", database(shape, true), true));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aFlipInAKilledDatabaseIsNoticedOrCutsTheEnd(Shape shape, TestReporter reporter)
      throws IOException {
    reporter.publishEntry(
        shape + ", killed", sweep(shape + " killed", database(shape, false), false));
  }

  SimVfs database(Shape shape, boolean closed) {
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

  private String sweep(String title, SimVfs disk, boolean closed) throws IOException {
    ReadBytes read = new ReadBytes();
    for (int i = 0; i < CLEAN_RUNS; i++) {
      SimVfs sound = disk.killProcess();
      assertEquals(
          false, isNoticed(sound, read.watch(sound), i % 2 == 0 ? "nothing" : "HOT", closed));
    }
    FlipSweep sweep = new FlipSweep(title, read);
    sweep.run(disk, (victim, where) -> isNoticed(victim, victim, where, closed));
    // how many flips meet live bytes hangs on what background work left in the files
    assertTrue(
        sweep.noticed() > 0 || FlipSweep.isComplete(),
        "no flip was noticed: the sweep missed everything that lives");
    return sweep.toString();
  }

  /**
   * @param through the victim, maybe watched
   */
  private boolean isNoticed(SimVfs victim, Vfs through, String where, boolean closed) {
    EngineOptions options = FlipSweep.isComplete() && !where.startsWith("HOT") ? BARE : OPTIONS;
    int step = FlipSweep.isComplete() ? commits.size() : 5;
    probes += FlipSweep.isComplete() ? 1 : 0;
    boolean noticed = false;
    try {
      LightningEngine engine = LightningEngine.open(through, options, EngineServices.system());
      try {
        long newest = engine.statistics().visibleTimestamp();
        if (closed) {
          assertEquals(commits.get(commits.size() - 1), newest, where + ": commits are gone");
        }
        noticed = !readsRight(engine, newest, where);
        for (int i = 1 + 5 * (probes % PASTS); i < commits.size(); i += step) {
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
