package org.lightningdb.sql.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.sql.template.StatementText.Literal;

class StatementTextTest {
  private static StatementText of(String sql) {
    return Objects.requireNonNull(StatementText.of(sql), sql);
  }

  private static List<Object> values(String sql) {
    return of(sql).literals().stream().map(Literal::value).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT a FROM t WHERE id = 5 | SELECT a FROM t WHERE id = ?",
        "select 1, a+2 from t where t.id=-5 and b<>'x''y' | select 1, a+2 from t where t.id=? and b<>?",
        "SELECT a FROM t WHERE \"Id\" >= 1.50 OR (b = 2) ORDER BY 1 LIMIT 3 | SELECT a FROM t WHERE \"Id\" >= ? OR (b = ?) ORDER BY 1 LIMIT 3",
        "SELECT a FROM t WHERE d = DATE '2020-01-02'; | SELECT a FROM t WHERE d = ?;",
        "SELECT 1 FROM t JOIN u ON t.a = 5 LEFT JOIN v ON u.b = v.b WHERE NOT c = 6 | SELECT 1 FROM t JOIN u ON t.a = ? LEFT JOIN v ON u.b = v.b WHERE NOT c = ?",
        "SELECT (SELECT 1 FROM u WHERE u.a = 7) FROM t WHERE b = 8 GROUP BY 1 HAVING c = 9 | SELECT (SELECT 1 FROM u WHERE u.a = ?) FROM t WHERE b = ? GROUP BY 1 HAVING c = 9",
        "UPDATE t SET a = 5, b = 'x', c = d + 1 WHERE id = 6 | UPDATE t SET a = ?, b = ?, c = d + 1 WHERE id = ?",
        "UPDATE t SET a = (SELECT 1 FROM u WHERE u.a = 3) WHERE id = 6 | UPDATE t SET a = (SELECT 1 FROM u WHERE u.a = ?) WHERE id = ?",
        "DELETE FROM t WHERE id = 6 | DELETE FROM t WHERE id = ?"
      })
  void takesOutWhatIsCompared(String sql, String parameterised) {
    assertEquals(parameterised, of(sql).parameterisedForm().get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 5 FROM t WHERE id = a",
        "SELECT a FROM t WHERE id = 5 + 1",
        "SELECT a FROM t WHERE id + 1 = 5",
        "SELECT a FROM t WHERE 1 + id = 5",
        "SELECT a FROM t WHERE f(id) = 5",
        "SELECT a FROM t WHERE (id) = 5",
        "SELECT a FROM t WHERE id = 5 IS TRUE",
        "SELECT a FROM t WHERE a = b = 5",
        "SELECT a FROM t WHERE a = 'x' 'y'",
        "SELECT a FROM t WHERE a = 'x' || b",
        "SELECT a FROM t WHERE a = X'41'",
        "SELECT a FROM t WHERE a = N'x'",
        "SELECT a FROM t WHERE a = U&'x'",
        "SELECT a FROM t WHERE a = _utf8'x'",
        "SELECT a FROM t WHERE a = 1e3",
        "SELECT a FROM t WHERE a = 1.",
        "SELECT a FROM t WHERE a = .5",
        "SELECT a FROM t WHERE a = 5x",
        "SELECT a FROM t WHERE a = 12345678901234567890",
        "SELECT a FROM t WHERE a = INTERVAL '1' DAY",
        "SELECT a FROM t WHERE a = DATE 'nonsense'",
        "SELECT a FROM t WHERE a = DATE",
        "SELECT a FROM t WHERE a = ? AND b = 5",
        "SELECT a /* c */ FROM t WHERE a = 5",
        "SELECT /*+ hint(5) */ a FROM t WHERE a = 5",
        "SELECT a FROM t WHERE a = 5 -- c",
        "SELECT a FROM t WHERE a BETWEEN 1 AND 2",
        "SELECT a FROM t WHERE a IN (1, 2)",
        "SELECT a FROM t WHERE a LIKE 'x%'",
        "SELECT CASE WHEN a = 5 THEN 1 END FROM t",
        "SELECT a FROM t GROUP BY a = 5",
        "SELECT a FROM t HAVING a = 5",
        "SELECT a = 5 FROM t",
        "SELECT a FROM t ORDER BY a = 5",
        "SELECT a FROM t LIMIT 5",
        "EXPLAIN SELECT a FROM t WHERE a = 5",
        "CREATE TABLE t (a VARCHAR(10) DEFAULT 'x')",
        "SET plan_cache = 5",
        "VALUES (5)",
        "SELECT '\u0001I\u0001' FROM t WHERE a = 5",
        "SELECT a FROM t WHERE a = 'open",
        "INSERT INTO t VALUES (1, 2 + 3)",
        "INSERT INTO t VALUES (1, DEFAULT)",
        "INSERT INTO t VALUES (1, ?)",
        "INSERT INTO t VALUES (1), (1, 2)",
        "INSERT INTO t VALUES (1) RETURNING a",
        "INSERT INTO t VALUES (- 'x')",
        "INSERT INTO t VALUES (X'41')",
        "INSERT INTO t VALUES ()",
        "INSERT INTO t VALUES (1),",
        "INSERT INTO t SELECT 1 FROM t",
        "INSERT INTO t VALUES (DATE 'nonsense')",
        ""
      })
  void leavesTheRest(String sql) {
    assertNull(StatementText.of(sql));
  }

  @Test
  void readsValues() {
    assertEquals(
        List.of(5L, -6L, new BigDecimal("1.50"), "it's", LocalDate.of(2020, 1, 2)),
        values(
            "SELECT 1 FROM t WHERE a = 5 AND b = - 6 AND c = +1.50 AND d = 'it''s'"
                + " AND e = DATE '2020-01-02'"));
    assertEquals(List.of(-9_223_372_036_854_775L), values("SELECT 1 WHERE a = -9223372036854775"));
  }

  @Test
  void textsAreAlikeIfOnlyValuesDiffer() {
    String one = of("SELECT a FROM t WHERE a = 5 AND b = 'x'").normalForm();
    assertEquals(one, of("SELECT a FROM t WHERE a = 77 AND b = 'longer'").normalForm());
    assertNotEquals(one, of("SELECT a FROM t WHERE a = 5 AND b = 6").normalForm());
    assertNotEquals(one, of("SELECT a FROM t WHERE a = 3000000000 AND b = 'x'").normalForm());
    assertNotEquals(one, of("SELECT a FROM t WHERE a = 5.5 AND b = 'x'").normalForm());
    assertNotEquals(one, of("SELECT a FROM t WHERE a = 'x' AND b = 'x'").normalForm());
    assertNotEquals(
        of("SELECT a FROM t WHERE a = 5.5").normalForm(),
        of("SELECT a FROM t WHERE a = 5.55").normalForm());
    assertNotEquals(
        of("SELECT a FROM t WHERE a = 5 LIMIT 1").normalForm(),
        of("SELECT a FROM t WHERE a = 5 LIMIT 2").normalForm());
  }

  @Test
  void rowsOfAnInsertShareOneForm() {
    StatementText one = of("INSERT INTO t (a, \"b\") VALUES (1, 'x')");
    StatementText many =
        of("INSERT INTO t (a, \"b\") VALUES(-2.5,NULL),\n (TRUE, DATE '2020-01-02'), (1e2, +7) ;");
    assertEquals("INSERT INTO t (a, \"b\") VALUES (?, ?)", one.parameterisedForm().get());
    assertEquals(one.normalForm(), many.normalForm());
    assertEquals(
        List.of(
            Arrays.asList(new BigDecimal("-2.5"), null),
            List.of(true, LocalDate.of(2020, 1, 2)),
            List.of(100.0, 7L)),
        many.rows());
    assertNotEquals(
        one.normalForm(), of("INSERT INTO t (a, \"b\") VALUES (1, 'x', 2)").normalForm());
  }
}
