package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Many threads run random transactions while checkpoints run all the time; afterwards every single
 * read is compared with a naive model that replays the commits in their order.
 *
 * <ul>
 *   <li>Any view at timestamp t must have seen exactly the commits up to t and the own writes.
 *   <li>No commit may have slipped between the view that a write was checked against and its own.
 *   <li>A view of the past must show what the commits up to its timestamp made, whatever happens
 *       meanwhile.
 *   <li>What a serializable transaction read must still be so just before its commit.
 * </ul>
 */
class HistoryTest {
  private static final int KEYS = 12;

  /** What one view of a transaction showed, with the own writes that it had to show. */
  private record Observation(long timestamp, Map<String, String> own, Map<String, String> seen) {}

  /** One committed transaction. */
  private record Committed(
      Isolation isolation,
      long timestamp,
      List<Observation> observations,
      Map<String, Long> checkedAt,
      Map<String, String> writes) {}

  @Test
  void everyReadAgreesWithAReplayOfTheCommits() throws Exception {
    for (long seed = 1; seed <= 4; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) throws Exception {
    EngineOptions options =
        EngineOptions.defaults()
            .withBlockBytes(512)
            .withWal(4096, 64 << 10)
            .withMemory(1 << 20, 8 << 10)
            .with(new TransactionOptions(20_000, seed % 2 == 0 ? 16 << 20 : 300));
    try (LightningEngine engine =
        LightningEngine.open(SimVfs.memory("history " + seed), options, EngineServices.system())) {
      long store;
      long start;
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        store = txn.createStore(StoreSpec.btree().withHistoryMillis(Long.MAX_VALUE));
        start = txn.commit(Durability.GROUP);
      }
      AtomicBoolean finished = new AtomicBoolean();
      FutureTask<Integer> checkpoints = start(() -> checkpoint(engine, finished));
      List<FutureTask<List<Committed>>> clients = new ArrayList<>();
      List<Observation> past = Collections.synchronizedList(new ArrayList<>());
      for (int client = 0; client < 4; client++) {
        Random random = new Random(seed * 1000 + client);
        clients.add(start(() -> new Client(engine, store, start, past, random).run(250)));
      }
      List<Committed> commits = new ArrayList<>();
      for (FutureTask<List<Committed>> client : clients) {
        commits.addAll(client.get());
      }
      finished.set(true);
      assertTrue(checkpoints.get() > 0);
      verify(seed, start, commits, past);
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), report::toString);
    }
  }

  private static int checkpoint(LightningEngine engine, AtomicBoolean finished) {
    int count = 0;
    while (!finished.get()) {
      engine.checkpoint();
      count++;
    }
    return count;
  }

  private static <T> FutureTask<T> start(Callable<T> callable) {
    FutureTask<T> task = new FutureTask<>(callable);
    Thread thread = new Thread(task, "history client");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Runs transactions one after the other. */
  private static final class Client {
    private final LightningEngine engine;
    private final long store;
    private final long start;
    private final List<Observation> past;
    private final Random random;
    private final List<Committed> commits = new ArrayList<>();

    Client(LightningEngine engine, long store, long start, List<Observation> past, Random random) {
      this.engine = engine;
      this.store = store;
      this.start = start;
      this.past = past;
      this.random = random;
    }

    List<Committed> run(int transactions) {
      for (int i = 0; i < transactions; i++) {
        lookBack();
        Isolation isolation = List.of(Isolation.values()).get(random.nextInt(3));
        try (Txn txn = engine.begin(isolation, false)) {
          Committed committed = transaction(txn, isolation);
          if (committed != null) {
            commits.add(committed);
          }
        } catch (StorageException e) {
          boolean expected =
              switch (e.kind()) {
                case CONFLICT, DEADLOCK -> true;
                default -> false;
              };
          if (!expected) {
            throw e;
          }
        }
      }
      return commits;
    }

    private void lookBack() {
      long visible = engine.statistics().visibleTimestamp();
      long back = random.nextInt(random.nextBoolean() ? 10 : 1000);
      try (ReadView view = engine.viewAt(Math.max(start, visible - back))) {
        past.add(observe(view, Map.of()));
      }
    }

    private @Nullable Committed transaction(Txn txn, Isolation isolation) {
      List<Observation> observations = new ArrayList<>();
      Map<String, String> writes = new HashMap<>();
      Map<String, Long> checkedAt = new HashMap<>();
      for (int statement = random.nextInt(3); statement >= 0; statement--) {
        int savepoint = txn.savepoint();
        Map<String, String> before = new HashMap<>(writes);
        try (ReadView view = txn.view()) {
          observations.add(observe(view, before));
          for (int i = random.nextInt(3); i > 0; i--) {
            write(txn, view, writes, checkedAt);
          }
        }
        if (random.nextInt(6) == 0) {
          txn.rollbackTo(savepoint);
          writes = before;
        }
      }
      if (writes.isEmpty() || random.nextInt(12) == 0) {
        return null;
      }
      Durability durability = List.of(Durability.values()).get(random.nextInt(4));
      long timestamp = txn.commit(durability);
      checkedAt.keySet().retainAll(writes.keySet());
      return new Committed(isolation, timestamp, observations, checkedAt, writes);
    }

    private Observation observe(ReadView view, Map<String, String> own) {
      Map<String, String> seen;
      if (random.nextBoolean()) {
        seen = EngineTest.content(view, store);
      } else {
        seen = new TreeMap<>();
        for (int key = 0; key < KEYS; key++) {
          Slice value = view.get(store, Slice.utf8("k" + key));
          if (value != null) {
            seen.put("k" + key, EngineTest.text(value));
          }
        }
      }
      return new Observation(view.timestamp(), Map.copyOf(own), seen);
    }

    private void write(
        Txn txn, ReadView view, Map<String, String> writes, Map<String, Long> checkedAt) {
      String key = "k" + random.nextInt(KEYS);
      if (random.nextInt(3) == 0) {
        txn.delete(view, store, Slice.utf8(key));
        writes.put(key, "");
      } else {
        String value = "v" + random.nextInt(1_000_000) + "-".repeat(random.nextInt(60));
        txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
        writes.put(key, value);
      }
      checkedAt.put(key, view.timestamp());
    }
  }

  private static void verify(
      long seed, long start, List<Committed> commits, List<Observation> past) {
    commits.sort((left, right) -> Long.compare(left.timestamp(), right.timestamp()));
    TreeMap<Long, NavigableMap<String, String>> states = new TreeMap<>();
    TreeMap<Long, Committed> byTimestamp = new TreeMap<>();
    states.put(start, new TreeMap<>());
    for (Committed commit : commits) {
      NavigableMap<String, String> state = new TreeMap<>(states.lastEntry().getValue());
      apply(state, commit.writes());
      states.put(commit.timestamp(), state);
      assertEquals(null, byTimestamp.put(commit.timestamp(), commit), "timestamps are unique");
    }
    for (Observation observation : past) {
      String where = "seed " + seed + ", past " + observation.timestamp();
      verify(where, observation, states.floorEntry(observation.timestamp()).getValue());
    }
    for (Committed commit : commits) {
      String where = "seed " + seed + ", commit " + commit.timestamp();
      for (Observation observation : commit.observations()) {
        verify(where, observation, states.floorEntry(observation.timestamp()).getValue());
        if (commit.isolation() == Isolation.SERIALIZABLE) {
          verify(
              where + " at commit", observation, states.lowerEntry(commit.timestamp()).getValue());
        }
      }
      commit
          .checkedAt()
          .forEach(
              (key, timestamp) ->
                  byTimestamp
                      .subMap(timestamp, false, commit.timestamp(), false)
                      .forEach(
                          (other, concurrent) ->
                              assertTrue(
                                  !concurrent.writes().containsKey(key),
                                  () -> where + ": " + key + " was lost by commit " + other)));
    }
  }

  private static void verify(String where, Observation observation, Map<String, String> committed) {
    TreeMap<String, String> expected = new TreeMap<>(committed);
    apply(expected, observation.own());
    assertEquals(expected, observation.seen(), where);
  }

  private static void apply(Map<String, String> state, Map<String, String> writes) {
    writes.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            state.remove(key);
          } else {
            state.put(key, value);
          }
        });
  }
}
