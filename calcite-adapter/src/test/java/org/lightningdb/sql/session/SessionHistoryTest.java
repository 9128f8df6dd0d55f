package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/**
 * Random statements of one session, some of which fail, against a map that does the same; the table
 * has a primary key and a unique index, is dropped and created inside transactions, and gets and
 * loses an index.
 */
class SessionHistoryTest {
  private static final int STEPS = 600;
  private static final int KEYS = 20;

  /** The table's rows; null while there is no table. */
  private record State(@Nullable TreeMap<Integer, Integer> rows, boolean indexed) {
    State copy() {
      return new State(rows == null ? null : new TreeMap<>(rows), indexed);
    }
  }

  private record Savepoint(String name, State state) {}

  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlDatabase database =
      databases.open(DatabaseAddress.inMemory("history"), Map.of());
  private final SqlUser user = new SqlUser(database.openSession("tester"));
  private final Deque<Savepoint> savepoints = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private State state = new State(null, false);
  private @Nullable State begun;
  private Random random = new Random();

  @AfterEach
  void close() {
    databases.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void doesWhatTheModelDoes(long seed) {
    random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      try {
        step();
        compare();
      } catch (AssertionError | RuntimeException e) {
        int from = Math.max(0, log.size() - 40);
        throw new AssertionError("seed " + seed + ": " + log.subList(from, log.size()), e);
      }
    }
    user.run("ROLLBACK");
    assertEquals(List.of(), database.check());
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0 -> begin();
      case 1 -> end(true);
      case 2 -> end(false);
      case 3, 4 -> savepoint();
      case 5 -> rollbackToSavepoint();
      case 6 -> table();
      case 7 -> index();
      case 8, 9, 10, 11 -> insert();
      case 12, 13 -> update();
      default -> delete();
    }
  }

  private boolean run(String sql) {
    try {
      log.add(sql);
      user.run(sql);
      return true;
    } catch (DbException e) {
      log.add("-- " + e.state());
      return false;
    }
  }

  private void begin() {
    assertEquals(begun == null, run("BEGIN"));
    if (begun == null) {
      begun = state.copy();
    }
  }

  private void end(boolean commit) {
    assertEquals(true, run(commit ? "COMMIT" : "ROLLBACK"));
    if (begun != null && !commit) {
      state = begun;
    }
    begun = null;
    savepoints.clear();
  }

  private void savepoint() {
    String name = "S" + random.nextInt(3);
    assertEquals(begun != null, run("SAVEPOINT " + name));
    if (begun != null) {
      savepoints.push(new Savepoint(name, state.copy()));
    }
  }

  private void rollbackToSavepoint() {
    String name = "S" + random.nextInt(3);
    boolean known = savepoints.stream().anyMatch(savepoint -> savepoint.name().equals(name));
    assertEquals(known, run("ROLLBACK TO " + name));
    if (known) {
      while (!savepoints.element().name().equals(name)) {
        savepoints.pop();
      }
      state = savepoints.element().state().copy();
    }
  }

  private void table() {
    if (state.rows() == null) {
      assertEquals(true, run("CREATE TABLE t (k INT PRIMARY KEY, v INT UNIQUE)"));
      state = new State(new TreeMap<>(), false);
    } else if (random.nextInt(4) == 0) {
      assertEquals(true, run("DROP TABLE t"));
      state = new State(null, false);
    }
  }

  private void index() {
    boolean exists = state.indexed();
    boolean possible = exists || state.rows() != null;
    assertEquals(possible, run(exists ? "DROP INDEX i" : "CREATE INDEX i ON t (v DESC, k)"));
    if (possible) {
      state = new State(state.rows(), !exists);
    }
  }

  private void insert() {
    TreeMap<Integer, Integer> rows = state.copy().rows();
    StringBuilder sql = new StringBuilder("INSERT INTO t VALUES ");
    boolean valid = rows != null;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int key = random.nextInt(KEYS);
      int value = random.nextInt(2 * KEYS);
      sql.append(i == 0 ? "" : ", ").append("(").append(key).append(", ").append(value).append(")");
      valid = valid && rows != null && !rows.containsValue(value) && rows.put(key, value) == null;
    }
    assertEquals(valid, run(sql.toString()));
    if (valid) {
      state = new State(rows, state.indexed());
    }
  }

  private void update() {
    int from = random.nextInt(KEYS);
    int add = random.nextInt(5) - 2;
    TreeMap<Integer, Integer> rows = state.copy().rows();
    boolean valid = rows != null;
    if (rows != null) {
      rows.tailMap(from, true).replaceAll((key, value) -> value + add);
      valid = rows.values().stream().distinct().count() == rows.size();
    }
    assertEquals(valid, run("UPDATE t SET v = v + " + add + " WHERE k >= " + from));
    if (valid) {
      state = new State(rows, state.indexed());
    }
  }

  private void delete() {
    int value = random.nextInt(2 * KEYS);
    assertEquals(state.rows() != null, run("DELETE FROM t WHERE v < " + value + " AND k > 5"));
    if (state.rows() != null) {
      state.rows().entrySet().removeIf(row -> row.getValue() < value && row.getKey() > 5);
    }
  }

  private void compare() {
    TreeMap<Integer, Integer> rows = state.rows();
    if (rows == null) {
      assertEquals(
          0L, user.value("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'T'"));
      return;
    }
    List<List<Object>> expected = new ArrayList<>();
    rows.forEach((key, value) -> expected.add(List.of(key, value)));
    assertEquals(expected, user.rows("SELECT * FROM t ORDER BY k"));
    assertEquals(
        (long) rows.size(), user.value("SELECT COUNT(v) FROM t WHERE v >= -1000000"), "by index");
  }
}
