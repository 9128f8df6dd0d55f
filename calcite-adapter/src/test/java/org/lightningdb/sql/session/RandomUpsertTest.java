package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/**
 * Random INSERT … ON CONFLICT, UPDATE … FROM and DELETE … USING, all RETURNING, over a table with a
 * generated column, beside a naive model of what they mean.
 */
class RandomUpsertTest {
  private static final int STATEMENTS = 300;
  private static final int IDS = 12;

  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(databases.open(DatabaseAddress.inMemory("upsert"), Map.of()).openSession("u"));

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  /** A row of the table. */
  private record Row(int id, @Nullable Integer b, int a) {
    List<?> returned() {
      return List.of(id, a, a * 2);
    }

    String sql() {
      return "(" + id + ", " + (b == null ? "NULL" : b) + ", " + a + ")";
    }
  }

  /** What ON CONFLICT is about. */
  private enum Arbiter {
    ID("(id)"),
    B("(b)"),
    ANY("");

    private final String sql;

    Arbiter(String sql) {
      this.sql = sql;
    }
  }

  private final Map<Integer, Row> rows = new TreeMap<>();

  /** What the statement returns, or null for an error; changes the rows only if there is none. */
  private @Nullable List<List<?>> upsert(
      List<Row> written, Arbiter arbiter, boolean updates, int limit) {
    Map<Integer, Row> after = new TreeMap<>(rows);
    Set<Integer> touched = new HashSet<>();
    List<List<?>> returned = new ArrayList<>();
    for (Row row : written) {
      Row sameId = after.get(row.id());
      Row sameB =
          row.b() == null
              ? null
              : after.values().stream()
                  .filter(other -> row.b().equals(other.b()))
                  .findFirst()
                  .orElse(null);
      Row found =
          switch (arbiter) {
            case ID -> sameId;
            case B -> sameB;
            case ANY -> sameId == null ? sameB : sameId;
          };
      if (found != null) {
        if (!updates) {
          continue;
        }
        if (touched.contains(found.id())) {
          return null;
        }
        if (found.a() < limit) {
          Row changed = new Row(found.id(), found.b(), found.a() + row.a());
          after.put(changed.id(), changed);
          touched.add(changed.id());
          returned.add(changed.returned());
        }
        continue;
      }
      if (sameId != null || sameB != null) {
        return null;
      }
      after.put(row.id(), row);
      touched.add(row.id());
      returned.add(row.returned());
    }
    rows.clear();
    rows.putAll(after);
    return returned;
  }

  @Test
  void doWhatTheirWordsMean() {
    long seed = 20261122;
    Random random = new Random(seed);
    user.run(
        "CREATE TABLE t (id INT PRIMARY KEY, b INT UNIQUE, a INT,"
            + " twice INT GENERATED ALWAYS AS (a * 2))");
    int errors = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      int kind = random.nextInt(4);
      String said = "seed " + seed + ", statement " + i + " over " + rows.values() + ": ";
      if (kind == 0) {
        join(random, said);
      } else {
        errors += insert(random, said) ? 0 : 1;
      }
      List<List<?>> all = new ArrayList<>();
      rows.values().forEach(row -> all.add(row.returned()));
      assertEquals(all, user.rows("SELECT id, a, twice FROM t ORDER BY id"), said);
      assertEquals(
          rows.values().stream().filter(row -> row.b() != null).count(),
          user.rows("SELECT b FROM t WHERE b >= 0").size(),
          said);
    }
    assertTrue(errors > 10 && errors < STATEMENTS / 2, "errors: " + errors);
  }

  /** Whether it worked. */
  private boolean insert(Random random, String said) {
    List<Row> written = new ArrayList<>();
    int size = 1 + random.nextInt(4);
    for (int row = 0; row < size; row++) {
      Integer b = random.nextInt(3) == 0 ? null : random.nextInt(IDS);
      written.add(new Row(random.nextInt(IDS), b, random.nextInt(20)));
    }
    boolean updates = random.nextBoolean();
    Arbiter arbiter = Arbiter.values()[random.nextInt(updates ? 2 : 3)];
    int limit = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(40);
    StringBuilder sql = new StringBuilder("INSERT INTO t (id, b, a) VALUES ");
    sql.append(String.join(", ", written.stream().map(Row::sql).toList()));
    sql.append(" ON CONFLICT ").append(arbiter.sql);
    sql.append(
        updates ? " DO UPDATE SET a = t.a + EXCLUDED.a WHERE t.a < " + limit : " DO NOTHING");
    sql.append(" RETURNING id, a, twice");
    List<List<?>> expected = upsert(written, arbiter, updates, limit);
    try {
      assertEquals(expected, user.rows(sql.toString()), () -> said + sql);
    } catch (DbException e) {
      assertNull(expected, () -> said + sql + ": " + e);
      assertTrue(
          e.state() == SqlState.UNIQUE_VIOLATION || e.state() == SqlState.CARDINALITY_VIOLATION,
          () -> said + sql + ": " + e);
    }
    return expected != null;
  }

  /** Partners come several times; each row is changed once. */
  private void join(Random random, String said) {
    Set<Integer> partners = new HashSet<>();
    StringBuilder values = new StringBuilder();
    int size = 1 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      int id = random.nextInt(IDS);
      partners.add(id);
      values.append(i == 0 ? "" : ", ").append("(").append(id).append(")");
    }
    boolean deletes = random.nextBoolean();
    String sql =
        (deletes ? "DELETE FROM t USING" : "UPDATE t SET a = t.a + 1 FROM")
            + " (VALUES "
            + values
            + ") AS s(k) WHERE t.id = s.k RETURNING id, a, twice";
    List<List<?>> expected = new ArrayList<>();
    for (int id : partners.stream().sorted().toList()) {
      Row row = rows.remove(id);
      if (row != null) {
        Row after = new Row(id, row.b(), deletes ? row.a() : row.a() + 1);
        if (!deletes) {
          rows.put(id, after);
        }
        expected.add(after.returned());
      }
    }
    List<List<?>> returned = new ArrayList<>(user.rows(sql));
    returned.sort(Comparator.comparing(row -> (Integer) row.get(0)));
    assertEquals(expected, returned, () -> said + sql);
  }
}
