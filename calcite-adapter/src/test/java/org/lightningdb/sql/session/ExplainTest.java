package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** EXPLAIN ANALYZE and EXPLAIN AS JSON. */
class ExplainTest {
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(
          databases.open(DatabaseAddress.inMemory("explain"), Map.of()).openSession("explainer"));

  @BeforeEach
  void fill() {
    user.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), s SMALLINT)");
    user.run("INSERT INTO t VALUES (1, 'b', 7), (2, 'a', -7), (3, NULL, NULL), (4, 'c', 7)");
  }

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  private String explained(String sql) {
    return String.join("\n", user.column(sql).stream().map(String::valueOf).toList());
  }

  @Test
  void analyzeCountsWhatEachOperatorYields() {
    String text =
        explained("EXPLAIN ANALYZE SELECT s, COUNT(*) FROM t WHERE v <> 'x' GROUP BY s ORDER BY s")
            .replaceAll("\\(rows≈\\d+\\) ", "")
            .replaceAll("time=[0-9.]+ms", "time")
            .replaceAll("memory=\\d+B", "memory");
    assertEquals(
        """
        Sort sort0=$0, dir0=ASC [rows=2 batches=1 opened=1 time]
          Aggregate group={0}, EXPR$1=COUNT() [rows=2 batches=1 opened=1 time]
            TableScan PUBLIC.T via T_PKEY pushed=[V <> 'x'] columns=[S] [rows=3 batches=1 opened=1 time]
        Total [rows=2 time memory]""",
        text);
  }

  @Test
  void analyzeRunsTheQuery() {
    user.error(SqlState.DIVISION_BY_ZERO, "EXPLAIN ANALYZE SELECT 1 / (id - 1) FROM t");
    String found = String.valueOf(user.rows("EXPLAIN ANALYZE SELECT id FROM t WHERE id = ?", 2));
    assertTrue(found.contains("rows=1"), found);
    user.error(SqlState.FEATURE_NOT_SUPPORTED, "EXPLAIN ANALYZE DELETE FROM t");
    assertEquals(4L, user.value("SELECT COUNT(*) FROM t"));
  }

  @Test
  void jsonHasTheSameTree() throws Exception {
    String json =
        explained("EXPLAIN ANALYZE AS JSON SELECT id FROM t WHERE v || '\"\\' <> 'x' ORDER BY v");
    JsonNode roots = new ObjectMapper().readTree(json);
    assertEquals("Total", roots.get(1).get("operator").asText());
    assertEquals(3, roots.get(1).get("measured").get("rows").asLong());
    JsonNode node = roots.get(0);
    while (!node.get("inputs").isEmpty()) {
      assertEquals(3, node.get("measured").get("rows").asLong(), json);
      node = node.get("inputs").get(0);
    }
    assertEquals("TableScan", node.get("operator").asText());
    assertTrue(node.get("details").asText().contains("'\"\\'"), json);
    JsonNode change = new ObjectMapper().readTree(explained("EXPLAIN AS JSON UPDATE t SET s = 1"));
    assertEquals("Update", change.get(0).get("operator").asText());
  }
}
