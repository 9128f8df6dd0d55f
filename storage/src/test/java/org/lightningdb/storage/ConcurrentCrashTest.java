package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Several clients commit while checkpoints run in the background; the power fails at a random I/O
 * call. Afterwards each client's commits must be there without a gap up to one between its last
 * acknowledged and its last begun, and what became visible to readers must not have vanished.
 */
@Timeout(900)
class ConcurrentCrashTest {
  private static final int CLIENTS = 3;
  private static final long STORE = 1;
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(2048, 16 << 10)
          .withBlockBytes(512)
          .withMemory(1 << 20, 4 << 10);

  private static final Logger LOGGER = Logger.getLogger(Checkpointer.class.getName());
  private static @Nullable Level level;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  /** What one client did: commit n writes n under its own key and under "n" modulo a few. */
  private static final class Client {
    final int number;
    final boolean alwaysDurable;
    final Random random;
    volatile int begun;
    volatile int acknowledged;
    volatile int durable;
    volatile int[] seen = new int[CLIENTS];

    Client(int number, boolean alwaysDurable, long seed) {
      this.number = number;
      this.alwaysDurable = alwaysDurable;
      this.random = new Random(seed);
    }

    void run(LightningEngine engine, SimVfs disk) {
      try {
        while (begun < 400) {
          commit(engine);
          look(engine);
        }
      } catch (StorageException | Error e) {
        if (!disk.faults().crashed()) {
          throw e;
        }
      }
    }

    private void commit(LightningEngine engine) {
      int next = begun + 1;
      boolean lazy = !alwaysDurable && random.nextInt(3) == 0;
      Durability durability = lazy ? Durability.NONE : Durability.GROUP;
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        Slice value = Slice.utf8(next + "," + "-".repeat(random.nextInt(100)));
        txn.put(view, STORE, Slice.utf8("last-" + number), value);
        txn.put(view, STORE, Slice.utf8("some-" + number + "-" + next % 20), value);
        begun = next;
        txn.commit(durability);
      }
      acknowledged = next;
      if (durability == Durability.GROUP) {
        durable = next;
      }
    }

    private void look(LightningEngine engine) {
      try (ReadView view = engine.view()) {
        int[] found = new int[CLIENTS];
        for (int other = 0; other < CLIENTS; other++) {
          found[other] = last(view, other);
        }
        seen = found;
      }
    }
  }

  private static int last(ReadView view, int client) {
    return number(view.get(STORE, Slice.utf8("last-" + client)));
  }

  private static int number(@Nullable Slice value) {
    if (value == null) {
      return 0;
    }
    String text = EngineTest.text(value);
    return Integer.parseInt(text.substring(0, text.indexOf(',')));
  }

  @Test
  void noClientLosesWhatWasAcknowledged(TestReporter reporter) throws Exception {
    int rounds = 60 * Integer.getInteger("lightning.crash.rounds", 4);
    long commits = 0;
    for (long seed = 1; seed <= rounds; seed++) {
      commits += round(seed);
    }
    reporter.publishEntry(
        Map.of("crashes", String.valueOf(rounds), "commits", String.valueOf(commits)));
    assertTrue(commits > 0);
  }

  private static long round(long seed) throws Exception {
    SimVfs disk = SimVfs.tracked(seed);
    LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system());
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      assertEquals(STORE, txn.createStore(StoreSpec.btree()));
      txn.commit(Durability.GROUP);
    }
    disk.faults().crashAfter(disk.ioCalls() + new Random(seed).nextInt(1200));
    List<Client> clients = new ArrayList<>();
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Client client = new Client(i, seed % 2 == 1, seed * 10 + i);
      clients.add(client);
      tasks.add(
          start(
              () -> {
                client.run(engine, disk);
                return true;
              }));
    }
    for (FutureTask<Boolean> task : tasks) {
      assertTrue(task.get());
    }
    CrashWorkload.closeQuietly(engine);
    verify(disk.crash(seed), clients, true, "seed " + seed + ", power loss");
    verify(disk.killProcess(), clients, false, "seed " + seed + ", process killed");
    return clients.stream().mapToLong(client -> client.acknowledged).sum();
  }

  private static <T> FutureTask<T> start(Callable<T> callable) {
    FutureTask<T> task = new FutureTask<>(callable);
    Thread thread = new Thread(task, "crash client");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static void verify(SimVfs disk, List<Client> clients, boolean powerLoss, String where) {
    LightningEngine engine = null;
    try {
      engine = LightningEngine.open(disk, OPTIONS, EngineServices.system());
      try (ReadView view = engine.view()) {
        for (Client client : clients) {
          verify(view, client, powerLoss, where + ", client " + client.number);
        }
        if (!powerLoss || clients.get(0).alwaysDurable) {
          verifySeen(view, clients, where);
        }
      }
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), () -> where + ": " + report);
      engine.close();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(where, e);
    } finally {
      CrashWorkload.closeQuietly(engine);
    }
  }

  private static void verify(ReadView view, Client client, boolean powerLoss, String where) {
    int found = last(view, client.number);
    int least = powerLoss ? client.durable : client.acknowledged;
    assertTrue(
        found >= least && found <= client.begun,
        () -> where + ": found " + found + ", expected " + least + " to " + client.begun);
    for (int commit = Math.max(1, found - 19); commit <= found; commit++) {
      String key = "some-" + client.number + "-" + commit % 20;
      int expected = commit;
      assertEquals(
          expected, number(view.get(STORE, Slice.utf8(key))), () -> where + ": key " + key);
    }
  }

  /**
   * A reader never sees what a killed process takes back, nor, if all commits are durable, what a
   * power loss takes back.
   */
  private static void verifySeen(ReadView view, List<Client> clients, String where) {
    for (Client observer : clients) {
      int[] seen = observer.seen;
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        assertTrue(
            last(view, i) >= seen[i],
            () -> where + ": client " + client + " was seen at " + seen[client]);
      }
    }
  }
}
