package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.metamorphic.StoreModel.Entry;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * One seeded order of the steps of commits, checkpoints and readers, in one thread: the same seed
 * is the same schedule, call by call.
 *
 * <p>The engine gets threads that never run, so that nothing happens by itself, and a disk that
 * asks this class before every call. There, in the middle of whatever is under way, other steps run
 * to their end: commits and reads inside a checkpoint, a checkpoint inside a scan or inside the
 * writing of a transaction, reads inside a commit. Scans stay open over many steps. What may not be
 * begun: a second checkpoint inside one, anything but reads while the log is being written; a real
 * thread would wait there.
 */
final class Schedule {
  private static final int DEPTH_MAX = 3;
  private static final int STEPS = 150;
  private static final int READERS_MAX = 4;

  private final Shape shape;
  private final long seed;
  private final Random random;
  private final RandomRows rows;
  private final Keys keys;
  private final SimVfs disk;
  private final LightningEngine engine;
  private final StoreModel model = new StoreModel();
  private final List<ScheduledReader> readers = new ArrayList<>();
  private final StringBuilder trace = new StringBuilder();

  /** At which call the power fails; never if negative. */
  private final long crashCall;

  private long store;
  private long calls;
  private int depth;
  private boolean stepping;
  private boolean checkpointing;
  private boolean committing;
  private int steps;
  private long acknowledged;
  private Map<Slice, StoreModel.Version> begun = Map.of();

  Schedule(Shape shape, long seed, boolean crash) {
    this.shape = shape;
    this.seed = seed;
    this.random = new Random(seed);
    this.rows = new RandomRows(random);
    this.keys = new Keys(random);
    this.disk = SimVfs.tracked(seed);
    this.crashCall = crash ? 40 + random.nextInt(600) : -1;
    this.engine = open(disk, this::beforeCall);
  }

  private static LightningEngine open(SimVfs disk, SteppingVfs.Hook hook) {
    AtomicLong clock = new AtomicLong();
    Random identities = new Random(7);
    EngineOptions options =
        EngineOptions.defaults()
            .with(BlockOptions.defaults().withBlockBytes(512).withColumns(20, 4096))
            .with(
                CompactionOptions.defaults()
                    .withThreads(0)
                    .withYoungRuns(2, 50, 100)
                    .withSizes(4096, 8192, 4))
            .withWal(8192, 1 << 24)
            .withMemory(0, 1 << 24)
            .withLockTimeoutMillis(1);
    EngineServices services =
        new EngineServices(
            () -> clock.addAndGet(1_000_000),
            clock::incrementAndGet,
            identities::nextLong,
            IdleThread::new);
    return LightningEngine.open(new SteppingVfs(disk, hook), options, services);
  }

  /** A thread that is never alive. */
  private static final class IdleThread extends Thread {
    IdleThread(Runnable task) {
      super(task, "idle");
    }

    @Override
    public synchronized void start() {
      setName("idle, started");
    }

    /** Pools of newer Java releases start a thread without {@link #start}: it does nothing then. */
    @Override
    public void run() {
      setName("idle, run");
    }
  }

  @Override
  public String toString() {
    return shape + " schedule " + seed + " call " + calls;
  }

  /** Every step and call, in order. */
  String trace() {
    return trace.toString();
  }

  /** Runs to the end and looks at what is there after a crash. */
  void run() {
    try {
      steps();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(this + ": " + e, e);
    }
    verifyAfter(disk.crash(seed));
  }

  private void steps() {
    try {
      create();
      stepping = true;
      while (steps < STEPS) {
        step(true);
      }
      stepping = false;
      readers.forEach(ScheduledReader::close);
      assertEquals(List.of(), engine.check().problems());
    } catch (SimCrashException e) {
      assertTrue(disk.faults().crashed());
    } catch (RuntimeException e) {
      if (!disk.faults().crashed()) {
        throw e;
      }
    }
  }

  private void create() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(shape.spec(random, rows));
      acknowledged = txn.commit(Durability.GROUP);
    }
    for (int i = 0; i < 5; i++) {
      commit(200);
      engine.checkpoint();
    }
  }

  private void beforeCall(String call, String file) {
    calls++;
    trace.append(call).append(' ').append(file).append('\n');
    if (calls == crashCall) {
      disk.faults().crashAfter(0);
    }
    if (stepping && depth < DEPTH_MAX && !disk.faults().crashed() && random.nextInt(4) == 0) {
      step(!file.startsWith("wal") && !file.equals("directory") && !committing);
    }
  }

  /**
   * @param mayCommit whether the log is free
   */
  private void step(boolean mayCommit) {
    depth++;
    steps++;
    switch (random.nextInt(10)) {
      case 0 -> checkpoint(mayCommit);
      case 1, 2, 3 -> {
        if (mayCommit) {
          commit(random.nextInt(6) == 0 ? 120 : 8);
        }
      }
      case 4 -> openReader();
      case 5 -> get();
      default -> advance();
    }
    depth--;
  }

  private void checkpoint(boolean allowed) {
    if (allowed && !checkpointing) {
      boolean compact = random.nextBoolean();
      note(compact ? "compaction" : "checkpoint");
      checkpointing = true;
      if (compact) {
        engine.compact();
      } else {
        engine.checkpoint();
      }
      checkpointing = false;
      note("end of checkpoint");
    }
  }

  /** A commit inside the writing of another may meet its row locks, or make it conflict. */
  private void commit(int writes) {
    note("commit");
    TreeMap<Slice, StoreModel.Version> changes = new TreeMap<>();
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      try (ReadView view = txn.view()) {
        for (int i = 0; i < writes; i++) {
          write(txn, view, changes);
        }
      }
      note("end of commit");
      committing = true;
      begun = changes;
      acknowledged = txn.commit(Durability.GROUP);
      begun = Map.of();
      committing = false;
      changes.forEach((key, version) -> model.put(key, acknowledged, version.value()));
    } catch (StorageException e) {
      if (!EnumSet.of(Kind.LOCK_TIMEOUT, Kind.CONFLICT).contains(e.kind()) || committing) {
        throw e;
      }
      note("no commit: " + e.kind());
    }
  }

  private void write(Txn txn, ReadView view, Map<Slice, StoreModel.Version> changes) {
    Slice key = keys.next();
    @Nullable Slice value = random.nextInt(4) == 0 ? null : shape.value(random, rows);
    if (value == null) {
      txn.delete(view, store, key);
    } else {
      txn.put(view, store, key, value);
    }
    changes.put(key, new StoreModel.Version(value));
  }

  private void openReader() {
    if (readers.size() < READERS_MAX) {
      note("reader");
      readers.add(new ScheduledReader(engine.view(), store, model));
    }
  }

  private void get() {
    note("get");
    try (ReadView view = engine.view()) {
      NavigableMap<Slice, Entry> expected = model.at(view.timestamp(), ByteRange.all());
      Slice key = keys.next();
      Entry entry = expected.get(key);
      assertEquals(entry == null ? null : entry.value(), view.get(store, key));
    }
  }

  private void advance() {
    List<ScheduledReader> idle = readers.stream().filter(reader -> !reader.busy()).toList();
    if (!idle.isEmpty()) {
      note("advance");
      ScheduledReader reader = idle.get(random.nextInt(idle.size()));
      if (!reader.advance(1 + random.nextInt(60))) {
        readers.remove(reader);
        reader.close();
      }
    }
  }

  private void note(String step) {
    trace.append("  ".repeat(depth)).append(step).append('\n');
  }

  /** Every acknowledged commit is there, and of the one under way all or nothing. */
  private void verifyAfter(SimVfs crashed) {
    LightningEngine recovered = open(crashed, (call, file) -> {});
    if (acknowledged == 0) {
      recovered.close();
      return;
    }
    NavigableMap<Slice, Slice> wanted = values(model.at(acknowledged, ByteRange.all()));
    NavigableMap<Slice, Slice> also = new TreeMap<>(wanted);
    begun.forEach(
        (key, version) -> {
          Slice value = version.value();
          if (value == null) {
            also.remove(key);
          } else {
            also.put(key, value);
          }
        });
    NavigableMap<Slice, Slice> found = new TreeMap<>();
    try (ReadView view = recovered.view();
        var cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.put(cursor.key().copy(), cursor.value().copy());
      }
    }
    assertTrue(found.equals(wanted) || found.equals(also), () -> this + ": commits are lost");
    assertEquals(List.of(), recovered.check().problems(), this::toString);
    recovered.close();
  }

  private static NavigableMap<Slice, Slice> values(NavigableMap<Slice, Entry> entries) {
    NavigableMap<Slice, Slice> values = new TreeMap<>();
    entries.forEach((key, entry) -> values.put(key, Objects.requireNonNull(entry).value()));
    return values;
  }
}
