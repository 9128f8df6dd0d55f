package org.lightningdb.sql.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.sql.testing.HeapScratch;
import org.lightningdb.sql.testing.MemoryDatabase;

/** A query that fails while it spills says why and leaves no file behind. */
final class SpillFailureTest {
  private static final int ROWS = 1500;

  private static final List<String> QUERIES =
      List.of(
          "SELECT a.id, b.id FROM a LEFT JOIN b ON a.k = b.k AND a.id < b.id",
          "SELECT a.id, b.id FROM a FULL JOIN b ON a.one = b.one AND a.id = b.id",
          "SELECT a.id, b.id FROM a FULL JOIN b ON a.id < b.k - 90 AND a.one > b.one",
          "SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.id < a.k)",
          "SELECT k, COUNT(*), MAX(id) FROM a GROUP BY GROUPING SETS ((k), (one), (id))",
          "SELECT COUNT(DISTINCT id), SUM(DISTINCT k) FROM a",
          "SELECT one, COUNT(DISTINCT id), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY id)"
              + " FROM a GROUP BY one",
          "WITH RECURSIVE r(n, k) AS (SELECT id, k FROM a WHERE id < 40 UNION"
              + " SELECT n + 1, k + 1 FROM r WHERE n < 60) SELECT * FROM r",
          "WITH RECURSIVE r(n) AS (SELECT id FROM a UNION ALL"
              + " SELECT n + 1400 FROM r WHERE n < 3000) SELECT * FROM r",
          "SELECT id, k FROM a EXCEPT SELECT id, one FROM b",
          "SELECT id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY id) FROM a",
          "SELECT id, SUM(id) OVER (ORDER BY k ROWS BETWEEN 9 PRECEDING AND 2 FOLLOWING) FROM a",
          "SELECT id, COUNT(*) OVER (), RANK() OVER (ORDER BY k) FROM a",
          "SELECT id, k FROM a ORDER BY k DESC, id");

  private final MemoryDatabase database = new MemoryDatabase();
  private final HeapScratch scratch = new HeapScratch();

  private void fill() {
    SqlType integer = SqlType.of(TypeKind.INTEGER);
    for (String table : List.of("A", "B")) {
      database
          .table(table)
          .column("ID", integer)
          .column("K", integer)
          .column("ONE", integer)
          .create();
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        rows.add(Arrays.asList(i, i % 100, i < 10 ? i : 1));
      }
      database.load(table, rows);
    }
    database.setResources(new QueryResources(0, null, scratch));
  }

  @Test
  void leavesNothingWhenTheDiskIsFull() {
    fill();
    for (String sql : QUERIES) {
      PreparedPlan.QueryPlan plan = (PreparedPlan.QueryPlan) database.plan(sql);
      for (int writes = 0; ; writes = 1 + 2 * writes) {
        scratch.failAfter(writes);
        SqlState state = failure(plan);
        assertEquals(0, scratch.openFiles(), sql);
        if (state == null) {
          assertTrue(writes > 0, "spills: " + sql);
          break;
        }
        assertEquals(SqlState.DISK_FULL, state, sql);
      }
    }
  }

  @Test
  void leavesNothingWhenCancelled() {
    fill();
    for (String sql : QUERIES) {
      PreparedPlan.QueryPlan plan = (PreparedPlan.QueryPlan) database.plan(sql);
      for (int checks = 0; ; checks = 1 + 2 * checks) {
        database.cancelAfter(checks);
        SqlState state = failure(plan);
        assertEquals(0, scratch.openFiles(), sql);
        if (state == null) {
          break;
        }
        assertEquals(SqlState.QUERY_CANCELED, state, sql);
      }
    }
  }

  /** How the query fails; null if it does not. */
  private @Nullable SqlState failure(PreparedPlan.QueryPlan plan) {
    try {
      database.rows(plan);
      return null;
    } catch (DbException e) {
      return e.state();
    }
  }
}
