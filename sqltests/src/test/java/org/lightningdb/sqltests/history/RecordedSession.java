package org.lightningdb.sqltests.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.lightningdb.sqltests.history.History.Operation;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Workload;
import org.lightningdb.sqltests.history.History.Write;
import org.lightningdb.sqltests.isolation.Level;

/** One session: random transactions, some of them or parts of them rolled back. */
final class RecordedSession {
  private static final int OPERATIONS_OF_TRANSACTION_MAX = 7;

  /** Conflict, deadlock, and a lock that was not free in time. */
  private static final Set<String> IN_THE_WAY = Set.of("40001", "40P01", "55P03");

  private final String url;
  private final Workload workload;
  private final List<Level> levels;
  private final KeyWindow keys;
  private final int session;
  private final Random random;
  private final List<Operation> operations = new ArrayList<>();

  RecordedSession(
      String url, Workload workload, List<Level> levels, KeyWindow keys, int session, long seed) {
    this.url = url;
    this.workload = workload;
    this.levels = levels;
    this.keys = keys;
    this.session = session;
    random = new Random(seed);
  }

  /** Runs transactions until they have so many operations; their ids are set later. */
  List<Transaction> run(int operationsMin) throws SQLException {
    List<Transaction> transactions = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      for (int done = 0; done < operationsMin; done += operations.size()) {
        Level level = levels.get(random.nextInt(levels.size()));
        connection.setTransactionIsolation(level.jdbcLevel());
        operations.clear();
        boolean committed = transaction(connection);
        transactions.add(new Transaction(-1, session, level, committed, List.copyOf(operations)));
      }
    }
    return transactions;
  }

  private boolean transaction(Connection connection) throws SQLException {
    WorkloadSql sql = new WorkloadSql(workload, connection);
    try {
      int count = 1 + random.nextInt(OPERATIONS_OF_TRANSACTION_MAX);
      for (int i = 0; i < count; i++) {
        operation(connection, sql);
      }
      if (random.nextInt(20) > 0) {
        connection.commit();
        return true;
      }
    } catch (SQLException e) {
      if (!IN_THE_WAY.contains(e.getSQLState())) {
        connection.rollback();
        throw e;
      }
    }
    connection.rollback();
    return false;
  }

  private void operation(Connection connection, WorkloadSql sql) throws SQLException {
    int key = keys.nextKey(random);
    if (random.nextBoolean()) {
      operations.addAll(sql.read(key, random));
      return;
    }
    int value = keys.nextValue();
    boolean undone = random.nextInt(12) == 0;
    Savepoint savepoint = undone ? connection.setSavepoint() : null;
    operations.add(new Write(key, value, undone));
    sql.write(key, value);
    if (savepoint != null) {
      connection.rollback(savepoint);
    } else if (workload == Workload.REGISTER) {
      operations.add(sql.readOne(key));
    }
  }
}
