package org.lightningdb.sqltests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Workload;
import org.lightningdb.sqltests.isolation.Level;

/**
 * Random transactions of several sessions, at each level and at all of them mixed, have no history
 * that their levels forbid. {@code -Dlightning.history.operations} says how many reads and writes,
 * {@code -Dlightning.history.seed} makes others.
 */
class HistoryTest {
  private static final int SESSIONS = 5;
  private static final int OPERATIONS_OF_A_HISTORY_MAX = 20_000;

  private final long operationsMin = Long.getLong("lightning.history.operations", 9_000) / 3;
  private final long firstSeed = Long.getLong("lightning.history.seed", 1);

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, unit = TimeUnit.HOURS)
  void nothingForbiddenHappens(Workload workload) throws Exception {
    List<List<Level>> mixes = new ArrayList<>();
    mixes.add(List.of(Level.values()));
    for (Level level : Level.values()) {
      mixes.add(List.of(level));
    }
    long historySize = Math.min(OPERATIONS_OF_A_HISTORY_MAX, operationsMin / mixes.size());
    Counts counts = new Counts();
    for (long seed = firstSeed; counts.operations < operationsMin; seed++) {
      List<Level> mix = mixes.get((int) Math.floorMod(seed, (long) mixes.size()));
      History history =
          new HistoryRecorder("jdbc:lightning:mem:" + UUID.randomUUID(), workload, mix, seed)
              .record(SESSIONS, (int) historySize / SESSIONS + 1);
      assertEquals(List.of(), HistoryChecker.check(history), mix + ", seed " + seed);
      counts.add(history);
    }
    assertTrue(counts.committed > 0 && counts.aborted > 0, counts.toString());
    System.out.println(workload + ": " + counts);
  }

  /** What was recorded. */
  private static final class Counts {
    private long histories;
    private long operations;
    private long committed;
    private long aborted;

    void add(History history) {
      histories++;
      for (Transaction transaction : history.transactions()) {
        operations += transaction.operations().size();
        if (transaction.committed()) {
          committed++;
        } else {
          aborted++;
        }
      }
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d histories of %d operations, %d transactions committed, %d rolled back",
          histories,
          operations,
          committed,
          aborted);
    }
  }
}
