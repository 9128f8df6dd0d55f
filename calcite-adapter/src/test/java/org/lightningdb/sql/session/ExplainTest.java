package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.SqlDatabase;
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
  }

  private String analyzed(String sql, Object... parameters) {
    StringBuilder text = new StringBuilder();
    for (var row : user.rows("EXPLAIN ANALYZE " + sql, parameters)) {
      text.append(row.get(0)).append('\n');
    }
    return text.toString()
        .replaceAll("\\(rows≈\\d+\\) ", "")
        .replaceAll(" opened=1 time=[0-9.]+ms", "")
        .replaceAll(" time=[0-9.]+ms memory=\\d+B", "");
  }

  @Test
  void analyzeMakesChanges() {
    assertEquals(
        """
        Delete PUBLIC.T
          TableScan PUBLIC.T via T_PKEY pushed=[S = 7] columns=[row key] [rows=2 batches=1]
        Total [rows=2]
        """,
        analyzed("DELETE FROM t WHERE s = 7"));
    assertEquals(
        """
        Insert PUBLIC.T
          Values rows=2
        Total [rows=2]
        """,
        analyzed("INSERT INTO t VALUES (?, 'x', ?), (6, 'y', NULL)", 5, 1.4));
    String updated = analyzed("UPDATE t SET s = ? WHERE id = 6", 8);
    assertTrue(updated.startsWith("Update PUBLIC.T\n  Project "), updated);
    assertTrue(updated.endsWith(" [rows=1 batches=1]\nTotal [rows=1]\n"), updated);
    String merged =
        analyzed(
            "MERGE INTO t USING (VALUES (2), (9)) AS n(id) ON t.id = n.id WHEN MATCHED THEN DELETE"
                + " WHEN NOT MATCHED THEN INSERT (id) VALUES (n.id)");
    assertTrue(merged.startsWith("Merge PUBLIC.T\n"), merged);
    assertTrue(merged.endsWith("Total [rows=2]\n"), merged);
    assertTrue(merged.contains("[rows=2 batches=1]"), merged);
    assertEquals(List.of(3, 5, 6, 9), user.column("SELECT id FROM t ORDER BY id"));
  }

  @Test
  void analyzedChangesBelongToTheTransaction() throws Exception {
    user.run("BEGIN");
    assertTrue(analyzed("INSERT INTO t SELECT id + 10, v, s FROM t").endsWith("[rows=4]\n"));
    user.error(SqlState.UNIQUE_VIOLATION, "EXPLAIN ANALYZE INSERT INTO t (id) VALUES (20), (1)");
    assertEquals(8L, user.value("SELECT COUNT(*) FROM t"));
    user.run("ROLLBACK");
    assertEquals(4L, user.value("SELECT COUNT(*) FROM t"));
    user.run("BEGIN READ ONLY");
    user.error(SqlState.READ_ONLY_TRANSACTION, "EXPLAIN ANALYZE DELETE FROM t");
    user.run("ROLLBACK");
    JsonNode change =
        new ObjectMapper().readTree(explained("EXPLAIN ANALYZE AS JSON UPDATE t SET s = 1"));
    assertEquals("Update", change.get(0).get("operator").asText());
    assertEquals(4, change.get(1).get("measured").get("rows").asLong());
  }

  @Test
  void analyzeSaysWhatWasSpilledAndRead() throws Exception {
    user.run("CREATE TABLE big (id INT PRIMARY KEY, v VARCHAR(200))");
    user.run(
        "INSERT INTO big WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < 39999) SELECT i, RPAD(CAST(i AS VARCHAR), 200, '-') FROM n");
    user.run("SET query_memory = 1");
    JsonNode roots =
        new ObjectMapper()
            .readTree(
                explained("EXPLAIN ANALYZE AS JSON SELECT * FROM big WHERE id < 30000 ORDER BY v"));
    assertTrue(roots.get(1).get("measured").get("spilledBytes").asLong() > 4_000_000);
    JsonNode sort = roots.get(0);
    assertEquals("Sort", sort.get("operator").asText());
    assertTrue(sort.get("measured").get("spilledBytes").asLong() > 4_000_000);
    JsonNode scan = sort.get("inputs").get(0);
    assertNull(scan.get("measured").get("spilledBytes"));
  }

  @Test
  void analyzeCountsBlocks(@TempDir Path directory) {
    DatabaseAddress address = DatabaseAddress.directory(directory.resolve("db").toString());
    try (SqlDatabase database = databases.open(address, Map.of())) {
      SqlUser writer = new SqlUser(database.openSession("writer"));
      writer.run("CREATE TABLE big (id INT PRIMARY KEY, n INT, v VARCHAR(200))");
      writer.run(
          "INSERT INTO big WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n"
              + " WHERE i < 39999) SELECT i, i, MD5(CAST(i AS VARCHAR)) FROM n");
    }
    String text;
    try (SqlDatabase database = databases.open(address, Map.of())) {
      SqlUser reader = new SqlUser(database.openSession("reader"));
      text = String.valueOf(reader.rows("EXPLAIN ANALYZE SELECT v FROM big WHERE n < 10000"));
    }
    Matcher matcher = Pattern.compile("blocks=(\\d+) skipped=(\\d+)").matcher(text);
    assertTrue(matcher.find(), text);
    int read = Integer.parseInt(matcher.group(1));
    int skipped = Integer.parseInt(matcher.group(2));
    assertTrue(read > 10 && skipped > 2 * read && skipped < 4 * read, text);
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
