package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.metamorphic.StoreModel.Entry;
import org.lightningdb.storage.metamorphic.StoreModel.Version;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * One random history of one engine, checked step by step against a model. The seed decides the
 * operations on keys; the shape and a second stream of chance decide how the data is kept, so that
 * all shapes live through the same history.
 */
final class MetamorphicRun {
  private static final int VIEWS_MAX = 4;
  private static final long HISTORY_MILLIS = 3_600_000;

  private final long seed;
  private final Shape shape;

  /** Decides what happens. */
  private final Random events;

  /** Decides how it is kept, and the values. */
  private final Random keeping;

  private final RandomRows rows;
  private final Keys keys;
  private final Look look;

  /** Of every store there ever was. */
  private final Map<Long, StoreModel> models = new TreeMap<>();

  private final TreeSet<Long> stores = new TreeSet<>();

  /** Those whose past must stay readable. */
  private final TreeSet<Long> storesWithHistory = new TreeSet<>();

  private final List<Long> commits = new ArrayList<>();
  private final List<HeldView> views = new ArrayList<>();
  private SimVfs disk;
  private LightningEngine engine;
  private int step;

  /** An open view and the stores that it sees, dropped meanwhile or not. */
  private record HeldView(ReadView view, List<Long> stores) {}

  /** What a transaction will leave if it commits. */
  private record Pending(Map<Long, Map<Slice, Version>> writes) {
    Pending copy() {
      Map<Long, Map<Slice, Version>> copy = new TreeMap<>();
      writes.forEach((store, changes) -> copy.put(store, new TreeMap<>(changes)));
      return new Pending(copy);
    }
  }

  /** A savepoint and what was pending at that moment. */
  private record Saved(int savepoint, Pending pending) {}

  MetamorphicRun(long seed, Shape shape) {
    this.seed = seed;
    this.shape = shape;
    this.events = new Random(seed);
    this.keeping = new Random(seed * 31 + shape.name().hashCode());
    this.rows = new RandomRows(keeping);
    this.keys = new Keys(events);
    this.look = new Look(events, keys);
    this.disk = SimVfs.tracked(seed);
    this.engine = open();
  }

  private LightningEngine open() {
    return LightningEngine.open(disk, Shape.options(keeping), EngineServices.system());
  }

  @Override
  public String toString() {
    return shape + " seed " + seed + " step " + step;
  }

  void run(int steps) {
    try {
      createStore();
      for (step = 1; step <= steps; step++) {
        step();
      }
      reopen();
      assertEquals(List.of(), engine.check().problems());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(this + ": " + e, e);
    } finally {
      closeViews();
      engine.close();
    }
  }

  private void step() {
    switch (events.nextInt(24)) {
      case 0 -> engine.checkpoint();
      case 13 -> engine.compact();
      case 1 -> reopen();
      case 2 -> changeStores();
      case 3, 4 -> holdView();
      case 5, 6, 7 -> lookThroughHeldView();
      case 8, 9, 10 -> lookNow();
      case 11 -> lookBack();
      case 12 -> assertEquals(List.of(), engine.check().problems());
      default -> transaction();
    }
  }

  private void changeStores() {
    if (stores.size() < 3) {
      createStore();
      return;
    }
    long victim = some(List.copyOf(stores));
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      txn.dropStore(victim);
      txn.commit(Durability.GROUP);
    }
    stores.remove(victim);
  }

  private void createStore() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      boolean history = keeping.nextBoolean();
      long store =
          txn.createStore(
              shape.spec(keeping, rows).withHistoryMillis(history ? HISTORY_MILLIS : 0));
      txn.commit(Durability.GROUP);
      stores.add(store);
      if (history) {
        storesWithHistory.add(store);
      }
      models.put(store, new StoreModel());
    }
  }

  private <T> T some(List<T> list) {
    return list.get(events.nextInt(list.size()));
  }

  private StoreModel model(long store) {
    return Objects.requireNonNull(models.get(store));
  }

  private void closeViews() {
    views.forEach(held -> held.view().close());
    views.clear();
  }

  /** In order, or after the process was killed: what was acknowledged is there in both cases. */
  private void reopen() {
    closeViews();
    if (events.nextBoolean()) {
      engine.close();
    } else {
      SimVfs killed = disk.killProcess();
      closeKilled();
      disk = killed;
    }
    engine = open();
  }

  /** Ends the threads of an engine whose disk is gone. */
  private void closeKilled() {
    try {
      engine.close();
    } catch (StorageException | SimCrashException e) {
      assertTrue(disk.faults().crashed());
    }
  }

  private void holdView() {
    if (views.size() == VIEWS_MAX) {
      views.remove(events.nextInt(VIEWS_MAX)).view().close();
    }
    views.add(new HeldView(engine.view(), List.copyOf(stores)));
  }

  private void lookThroughHeldView() {
    if (!views.isEmpty()) {
      HeldView held = some(views);
      look(held.view(), some(held.stores()));
    }
  }

  private void lookNow() {
    try (ReadView view = engine.view()) {
      look(view, some(List.copyOf(stores)));
    }
  }

  /** As of any commit there ever was: right, or refused where nothing is promised. */
  private void lookBack() {
    if (commits.isEmpty()) {
      return;
    }
    long timestamp = some(commits);
    long store = some(List.copyOf(stores));
    try (ReadView view = engine.viewAt(timestamp)) {
      assertEquals(timestamp, view.timestamp());
      look(view, store);
    } catch (StorageException e) {
      assertEquals(StorageException.Kind.HISTORY_GONE, e.kind(), e.getMessage());
      assertTrue(!storesWithHistory.contains(store), () -> "history lost: " + e);
    }
  }

  private void look(ReadView view, long store) {
    look.look(view, store, model(store).at(view.timestamp(), ByteRange.all()));
  }

  private void transaction() {
    Pending pending = new Pending(new TreeMap<>());
    try (Txn txn = engine.begin(some(List.of(Isolation.values())), false)) {
      write(txn, pending);
      if (events.nextInt(3) == 0) {
        pending = savepoints(txn, pending);
      }
      if (events.nextBoolean()) {
        lookInside(txn, pending);
        write(txn, pending);
      }
      if (events.nextInt(8) > 0) {
        commit(txn, pending);
      }
    }
  }

  /** Goes back and forth between several savepoints; returns what is pending in the end. */
  private Pending savepoints(Txn txn, Pending start) {
    Pending now = start;
    List<Saved> saved = new ArrayList<>();
    List<Integer> released = new ArrayList<>();
    for (int i = 2 + events.nextInt(8); i > 0; i--) {
      if (saved.isEmpty() || events.nextInt(5) < 3) {
        int savepoint = txn.savepoint();
        released.remove(Integer.valueOf(savepoint));
        saved.add(new Saved(savepoint, now.copy()));
        write(txn, now);
      } else {
        int chosen = events.nextInt(saved.size());
        Saved target = saved.get(chosen);
        txn.rollbackTo(target.savepoint());
        now = target.pending().copy();
        List<Saved> later = saved.subList(chosen + 1, saved.size());
        later.stream()
            .map(Saved::savepoint)
            .filter(savepoint -> savepoint != target.savepoint())
            .forEach(released::add);
        later.clear();
      }
      lookInside(txn, now);
    }
    if (!released.isEmpty()) {
      int gone = some(released);
      assertThrows(StorageException.class, () -> txn.rollbackTo(gone));
    }
    return now;
  }

  private void write(Txn txn, Pending pending) {
    try (ReadView view = txn.view()) {
      int count = events.nextInt(10) == 0 ? events.nextInt(400) : events.nextInt(12);
      for (int i = 0; i < count; i++) {
        long store = some(List.copyOf(stores));
        Slice key = keys.next();
        Slice value = events.nextInt(4) == 0 ? null : shape.value(keeping, rows);
        if (value == null) {
          txn.delete(view, store, key);
        } else {
          txn.put(view, store, key, value);
        }
        pending
            .writes()
            .computeIfAbsent(store, unused -> new TreeMap<>())
            .put(key, new Version(value));
      }
    }
  }

  private void lookInside(Txn txn, Pending pending) {
    try (ReadView view = txn.view()) {
      long store = some(List.copyOf(stores));
      NavigableMap<Slice, Entry> expected = model(store).at(view.timestamp(), ByteRange.all());
      pending
          .writes()
          .getOrDefault(store, Map.of())
          .forEach(
              (key, version) -> {
                Slice value = version.value();
                if (value == null) {
                  expected.remove(key);
                } else {
                  expected.put(key, new Entry(value, Long.MAX_VALUE));
                }
              });
      look.look(view, store, expected);
    }
  }

  private void commit(Txn txn, Pending pending) {
    Durability durability = some(List.of(Durability.values()));
    long timestamp =
        events.nextInt(5) == 0 ? txn.commitAsync(durability).join() : txn.commit(durability);
    commits.add(timestamp);
    pending
        .writes()
        .forEach(
            (store, changes) ->
                changes.forEach(
                    (key, version) -> model(store).put(key, timestamp, version.value())));
  }
}
