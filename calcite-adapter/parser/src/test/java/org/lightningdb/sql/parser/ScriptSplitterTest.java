package org.lightningdb.sql.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;

class ScriptSplitterTest {
  @Test
  void cutsAtSemicolonsOutsideQuotesAndComments() {
    List<ScriptSplitter.Piece> pieces =
        ScriptSplitter.split("a ';' \"x;\"\"y\" ; -- b; c\n/* ; */ d;;\r\n  e -- tail");
    assertEquals(
        List.of("a ';' \"x;\"\"y\"", "d", "e"),
        pieces.stream().map(ScriptSplitter.Piece::sql).toList());
    assertEquals(2, pieces.get(1).line());
    assertEquals(9, pieces.get(1).column());
    assertEquals(3, pieces.get(2).line());
    assertEquals(3, pieces.get(2).column());
  }

  @Test
  void reportsPositionsOfTheScript() {
    DbException error =
        assertThrows(
            DbException.class,
            () -> LightningParser.parseScript("SELECT 1;\nSELECT 2; SELECT\n FROM"));
    assertEquals(3, error.position().line());
    assertEquals(2, LightningParser.parseScript("SELECT 1;\n BEGIN;").size());
  }
}
