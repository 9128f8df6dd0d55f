package org.lightningdb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.server.cli.ScriptReader.ScriptStatement;

final class ScriptReaderTest {
  @Test
  void semicolonsInQuotesAndCommentsDoNotCut() {
    assertEquals(
        List.of(
            new ScriptStatement("SELECT ';', 'it''s; fine', \"a;\"\"b\"", 1),
            new ScriptStatement("SELECT 1 -- one; two\n + 2", 2),
            new ScriptStatement("SELECT /* ; */ 3", 5)),
        ScriptReader.statements(
            "SELECT ';', 'it''s; fine', \"a;\"\"b\";\nSELECT 1 -- one; two\n + 2;\n\n"
                + "SELECT /* ; */ 3"));
  }

  @Test
  void blanksAndCommentsAloneAreNoStatement() {
    assertEquals(List.of(), ScriptReader.statements(" ;; -- nothing;\n ; /* ; */ "));
    assertEquals(List.of(), ScriptReader.statements(""));
  }

  @Test
  void aStatementBeginsAtItsFirstWord() {
    assertEquals(
        List.of(new ScriptStatement("VALUES 1", 4)),
        ScriptReader.statements("-- a comment\n\n/* another\n*/ VALUES 1\n;\n"));
  }

  @Test
  void whatIsNotEndedRunsToTheEnd() {
    assertEquals(
        List.of(new ScriptStatement("SELECT 'open; end", 1)),
        ScriptReader.statements("SELECT 'open; end"));
    assertEquals(
        List.of(new ScriptStatement("SELECT 1 /* open; end", 1)),
        ScriptReader.statements("SELECT 1 /* open; end"));
  }
}
