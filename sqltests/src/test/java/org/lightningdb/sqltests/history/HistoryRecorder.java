package org.lightningdb.sqltests.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lightningdb.sqltests.history.History.Read;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Workload;
import org.lightningdb.sqltests.isolation.Level;

/** Lets sessions run random transactions at once, all in one new database, and records them. */
final class HistoryRecorder {
  private final String url;
  private final Workload workload;
  private final List<Level> levels;
  private final long seed;
  private final KeyWindow keys = new KeyWindow();

  /**
   * A recorder.
   *
   * @param url of an empty database
   * @param levels of which each transaction takes one
   */
  HistoryRecorder(String url, Workload workload, List<Level> levels, long seed) {
    this.url = url;
    this.workload = workload;
    this.levels = levels;
    this.seed = seed;
  }

  History record(int sessions, int operationsOfSession)
      throws SQLException, InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(sessions);
    try (Connection connection = DriverManager.getConnection(url)) {
      WorkloadSql sql = new WorkloadSql(workload, connection);
      int keyCount = KeyWindow.keysFor(sessions * operationsOfSession);
      sql.createTables(keyCount, Math.floorMod(seed, 3) == 0 ? "lsm" : "btree");
      List<Future<List<Transaction>>> recordings = new ArrayList<>();
      for (int session = 0; session < sessions; session++) {
        RecordedSession recorded =
            new RecordedSession(url, workload, levels, keys, session, seed * 31 + session);
        recordings.add(executor.submit(() -> recorded.run(operationsOfSession)));
      }
      List<Transaction> all = new ArrayList<>();
      for (Future<List<Transaction>> recording : recordings) {
        for (Transaction transaction : recording.get()) {
          all.add(
              new Transaction(
                  all.size(),
                  transaction.session(),
                  transaction.level(),
                  transaction.committed(),
                  transaction.operations()));
        }
      }
      Map<Integer, List<Integer>> last = new HashMap<>();
      for (int key = 0; key < keyCount; key++) {
        Read read = sql.readOne(key);
        last.put(key, read.values());
      }
      return new History(workload, all, last);
    } finally {
      executor.shutdownNow();
    }
  }
}
