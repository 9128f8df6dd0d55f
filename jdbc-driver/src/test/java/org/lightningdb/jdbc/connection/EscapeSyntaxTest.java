package org.lightningdb.jdbc.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EscapeSyntaxTest {
  private static void check(String sql, String expected) {
    assertEquals(expected, EscapeSyntax.translate(sql));
    assertEquals(sql.length(), expected.length());
  }

  @Test
  void takesBracesOffWhatTheGrammarDoesNotKnow() {
    check("SELECT * FROM {oj A LEFT JOIN B ON X} T", "SELECT * FROM     A LEFT JOIN B ON X  T");
    check("A LIKE 'x' {escape '\\'}", "A LIKE 'x'  escape '\\' ");
    check("SELECT 1 {limit 5}", "SELECT 1  limit 5 ");
    check("{ OJ a}", "     a ");
  }

  @Test
  void leavesTheRest() {
    for (String sql :
        List.of(
            "SELECT {d '2001-01-01'}, {fn ABS({fn SIN(1)})}",
            "SELECT '{oj x}', \"{limit 5}\"",
            "SELECT 1 -- {oj x}",
            "SELECT /* {limit 1} */ 1 // {escape 'x'}",
            "SELECT 'it''s {oj' , '}'",
            "SELECT '{limit 5",
            "{call x()}",
            "{")) {
      assertEquals(sql, EscapeSyntax.translate(sql));
    }
    check("{fn F({limit 1})} {d 'x'}", "{fn F( limit 1 )} {d 'x'}");
  }

  @Test
  void findsTheTargetOfAnInsert() {
    assertEquals(List.of("T"), SqlScanner.insertTarget("insert into t (a) values (1)"));
    assertEquals(
        List.of("S", "a.\"b"),
        SqlScanner.insertTarget("/* x */ INSERT -- y\n INTO s . \"a.\"\"b\" VALUES (1)"));
    assertEquals(List.of("T"), SqlScanner.insertTarget("INSERT INTO T"));
    assertEquals(List.of(), SqlScanner.insertTarget("UPDATE T SET A = 1"));
    assertEquals(List.of(), SqlScanner.insertTarget("SELECT 'INSERT INTO T'"));
    assertEquals(List.of(), SqlScanner.insertTarget(""));
  }

  @Test
  void knowsWhatEndsATransaction() {
    assertTrue(SqlScanner.endsTransaction(" /* x */ commit work"));
    assertTrue(SqlScanner.endsTransaction("ROLLBACK TO SAVEPOINT A"));
    assertFalse(SqlScanner.endsTransaction("SELECT 1 -- commit"));
    assertFalse(SqlScanner.endsTransaction(""));
  }
}
