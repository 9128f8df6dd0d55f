package org.lightningdb.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
  @Test
  void numbersStandRightAndTextLeft() {
    TextTable table = TextTable.of(List.of("NAME", "N"), List.of(false, true));
    table.add(List.of("lamp", "7"), 10);
    table.add(Arrays.asList(null, "1000"), 10);
    assertEquals(
        List.of(
            " NAME |    N", //
            " -----+-----",
            " lamp |    7",
            " NULL | 1000"),
        table.lines(false));
  }

  @Test
  void rowsBeyondTheLimitAreCounted() {
    TextTable table = TextTable.of(List.of("A"), List.of(true));
    for (int i = 0; i < 5; i++) {
      table.add(List.of("" + i), 2);
    }
    assertEquals(5, table.rowCount());
    assertEquals(List.of(" A", " -", " 0", " 1", " ... 3 more"), table.lines(false));
  }

  @Test
  void theCellsOfASingleColumnAreWhole() {
    TextTable table = TextTable.of(List.of("PLAN"), List.of(false));
    table.add(List.of("p".repeat(300)), 2);
    assertEquals(" " + "p".repeat(300), table.lines(false).get(2));
  }

  @Test
  void longCellsAreCutVisiblyAndStayOnOneLine() {
    TextTable table = TextTable.of(List.of("A", "B"), List.of(false, false));
    table.add(List.of("1", "x\ny" + "z".repeat(100)), 2);
    String cell = "x y" + "z".repeat(TextTable.CELL_WIDTH_MAX - 6) + "...";
    assertEquals(" 1 | " + cell, table.lines(false).get(2));
  }
}
