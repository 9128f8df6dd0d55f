package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** Random MERGE statements beside a naive model of what they mean. */
class RandomMergeTest {
  private static final int STATEMENTS = 150;
  private static final int IDS = 12;

  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(databases.open(DatabaseAddress.inMemory("merge"), Map.of()).openSession("m"));

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  /** Which rows a WHEN is about. */
  private enum Match {
    MATCHED,
    NOT_MATCHED,
    BY_SOURCE
  }

  /**
   * A WHEN.
   *
   * @param limit its condition: s.x, or t.a if there is no s, is less; null = none
   */
  private record Branch(Match match, @Nullable Integer limit, String action) {
    String sql() {
      String column = match == Match.BY_SOURCE ? "t.a" : "s.x";
      String when = match == Match.MATCHED ? "MATCHED" : "NOT MATCHED";
      return " WHEN "
          + when
          + (match == Match.BY_SOURCE ? " BY SOURCE" : "")
          + (limit == null ? "" : " AND " + column + " < " + limit)
          + " THEN "
          + action;
    }
  }

  private static List<Branch> branches(Random random) {
    List<Branch> branches = new ArrayList<>();
    Set<Match> settled = new HashSet<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      Match match = Match.values()[random.nextInt(3)];
      if (settled.contains(match)) {
        continue;
      }
      Integer limit = random.nextBoolean() ? random.nextInt(20) : null;
      if (limit == null) {
        settled.add(match);
      }
      String change =
          switch (match) {
            case MATCHED ->
                random.nextBoolean() ? "UPDATE SET a = t.a + s.x" : "UPDATE SET id = t.id + 100";
            case NOT_MATCHED -> "INSERT (id, a) VALUES (s.id, s.x * 2)";
            case BY_SOURCE -> "UPDATE SET a = a - 1";
          };
      boolean deletes = match != Match.NOT_MATCHED && random.nextInt(3) == 0;
      String action = random.nextInt(5) == 0 ? "DO NOTHING" : deletes ? "DELETE" : change;
      branches.add(new Branch(match, limit, action));
    }
    return branches;
  }

  /** The error, or null; changes {@code rows} only if there is none. */
  private static @Nullable SqlState run(
      List<Branch> branches, List<int[]> source, Map<Integer, Integer> rows) {
    List<int[]> written = new ArrayList<>();
    Set<Integer> changed = new HashSet<>();
    boolean twice = false;
    for (int[] from : source) {
      Integer old = rows.get(from[0]);
      Branch branch = first(branches, old == null ? Match.NOT_MATCHED : Match.MATCHED, from[1]);
      if (branch == null || branch.action().equals("DO NOTHING")) {
        continue;
      }
      if (old == null) {
        written.add(new int[] {from[0], from[1] * 2});
        continue;
      }
      twice |= !changed.add(from[0]);
      if (branch.action().endsWith("s.x")) {
        written.add(new int[] {from[0], old + from[1]});
      } else if (branch.action().endsWith("100")) {
        written.add(new int[] {from[0] + 100, old});
      }
    }
    for (Map.Entry<Integer, Integer> row : rows.entrySet()) {
      boolean alone = source.stream().noneMatch(from -> from[0] == row.getKey());
      Branch branch = alone ? first(branches, Match.BY_SOURCE, row.getValue()) : null;
      if (branch != null && !branch.action().equals("DO NOTHING")) {
        changed.add(row.getKey());
        if (!branch.action().equals("DELETE")) {
          written.add(new int[] {row.getKey(), row.getValue() - 1});
        }
      }
    }
    Map<Integer, Integer> after = new TreeMap<>(rows);
    changed.forEach(after::remove);
    for (int[] row : written) {
      if (after.put(row[0], row[1]) != null) {
        return twice ? SqlState.CARDINALITY_VIOLATION : SqlState.UNIQUE_VIOLATION;
      }
    }
    if (twice) {
      return SqlState.CARDINALITY_VIOLATION;
    }
    rows.clear();
    rows.putAll(after);
    return null;
  }

  private static @Nullable Branch first(List<Branch> branches, Match match, int value) {
    return branches.stream()
        .filter(branch -> branch.match() == match)
        .filter(branch -> branch.limit() == null || value < branch.limit())
        .findFirst()
        .orElse(null);
  }

  @Test
  void doesWhatItsWordsMean() {
    long seed = 20261121;
    Random random = new Random(seed);
    user.run("CREATE TABLE t (id INT PRIMARY KEY, a INT)");
    Map<Integer, Integer> rows = new TreeMap<>();
    for (int i = 0; i < STATEMENTS; i++) {
      List<Branch> branches = branches(random);
      List<int[]> source = new ArrayList<>();
      StringBuilder values = new StringBuilder();
      int size = 1 + random.nextInt(6);
      for (int row = 0; row < size; row++) {
        int[] from = {random.nextInt(IDS), random.nextInt(20)};
        source.add(from);
        values.append(row == 0 ? "" : ", ").append("(" + from[0] + ", " + from[1] + ")");
      }
      StringBuilder sql = new StringBuilder("MERGE INTO t USING (VALUES ");
      sql.append(values).append(") AS s(id, x) ON t.id = s.id");
      branches.forEach(branch -> sql.append(branch.sql()));
      String said = "seed " + seed + ", statement " + i + ": " + sql + " over " + rows;
      SqlState expected = run(branches, source, rows);
      if (expected == null) {
        user.run(sql.toString());
      } else {
        user.error(expected, sql.toString());
      }
      List<List<Integer>> wanted = new ArrayList<>();
      rows.forEach((id, a) -> wanted.add(List.of(id, a)));
      assertEquals(wanted, user.rows("SELECT id, a FROM t ORDER BY id"), said);
      if (rows.size() > 2 * IDS) {
        user.run("DELETE FROM t");
        rows.clear();
      }
    }
  }
}
