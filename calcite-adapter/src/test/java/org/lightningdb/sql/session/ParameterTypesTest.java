package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** What type a parameter takes from what stands beside it. */
class ParameterTypesTest {
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(databases.open(DatabaseAddress.inMemory("types"), Map.of()).openSession("t"));

  @BeforeEach
  void fill() {
    user.run("CREATE TABLE t (i INT, n DECIMAL(8, 2), s VARCHAR(5), d DATE)");
    user.run("INSERT INTO t VALUES (1, 2.50, 'x', DATE '2020-01-01'), (NULL, NULL, NULL, NULL)");
  }

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  private void check(String expression, List<@Nullable Object> expected, Object... parameters) {
    assertEquals(
        expected,
        user.column("SELECT " + expression + " FROM t ORDER BY i", parameters),
        expression);
  }

  private static List<@Nullable Object> values(@Nullable Object first, @Nullable Object second) {
    return Arrays.asList(first, second);
  }

  @Test
  void branchesAreAlike() {
    check("COALESCE(?, 'n')", values("long text", "long text"), "long text");
    check("COALESCE(s, ?)", values("x", "longer than s"), "longer than s");
    check("COALESCE(?, s)", values("longer than s", "longer than s"), "longer than s");
    check("COALESCE(i, ?)", values(1, 7), 7);
    check("CASE WHEN i = 1 THEN ? ELSE 'n' END", values("yes", "n"), "yes");
    check("CASE WHEN i = 1 THEN 'y' ELSE ? END", values("y", "no"), "no");
    check("CASE WHEN i = 1 THEN ? ELSE ? END", values("a", "b"), "a", "b");
    check("NULLIF(?, 'a')", values(null, null), "a");
    check("NULLIF(?, 'a')", values("b", "b"), "b");
    check("NULLIF(i, ?)", values(null, null), 1);
    check("GREATEST(i, ?)", values(3, 3), 3);
    check("? || 'x'", values("prex", "prex"), "pre");
  }

  @Test
  void numbersAreComputedWithNumbers() {
    check("i + ?", values(3, null), 2);
    check("MOD(i, ?)", values(1, null), 2);
    check("ROUND(n, ?)", values(new BigDecimal("2.50"), null), 1);
    check("SUBSTRING('abc' FROM ?)", values("bc", "bc"), 2);
    assertEquals(List.of(1), user.column("SELECT i FROM t WHERE i + ? > 1", 1));
    assertEquals(List.of(1), user.column("SELECT i FROM t WHERE COALESCE(i, ?) = ?", 9, 1));
    assertEquals(
        "parameter 1: 0.5 is not a whole number, as INTEGER needs; use CAST(? AS DECIMAL(38, 9))",
        user.error(SqlState.INVALID_PARAMETER_VALUE, "SELECT i + ? FROM t", new BigDecimal("0.5")));
  }
}
