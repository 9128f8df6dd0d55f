package org.lightningdb.server.console;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows under column heads, numbers to the right. NULL is shown as {@code NULL}; where there are
 * several columns, cells longer than {@link #CELL_WIDTH_MAX} are cut and say so by an ellipsis.
 */
public final class TextTable {
  static final int CELL_WIDTH_MAX = 60;

  private final List<String> heads;
  private final List<Boolean> rightAligned;
  private final List<List<String>> rows = new ArrayList<>();
  private long rowsLeftOut;

  private TextTable(List<String> heads, List<Boolean> rightAligned) {
    this.heads = heads;
    this.rightAligned = rightAligned;
  }

  /** Reads {@code result} to its end and keeps the first {@code rowsMax} rows. */
  public static TextTable read(ResultSet result, long rowsMax) throws SQLException {
    return read(result, rowsMax, row -> {});
  }

  /** As {@link #read(ResultSet, long)}; every row, kept or not, also goes to {@code observer}. */
  public static TextTable read(
      ResultSet result, long rowsMax, Consumer<List<@Nullable String>> observer)
      throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> heads = new ArrayList<>();
    List<Boolean> rightAligned = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      heads.add(columns.getColumnLabel(i));
      rightAligned.add(isNumber(columns.getColumnType(i)));
    }
    TextTable table = new TextTable(heads, rightAligned);
    while (result.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= heads.size(); i++) {
        row.add(result.getString(i));
      }
      table.add(row, rowsMax);
      observer.accept(row);
    }
    return table;
  }

  /** A table of {@code heads} whose cells are all aligned to the left but those named. */
  public static TextTable of(List<String> heads, List<Boolean> rightAligned) {
    return new TextTable(List.copyOf(heads), List.copyOf(rightAligned));
  }

  /** Adds a row unless there are {@code rowsMax} already; then it is only counted. */
  public void add(List<@Nullable String> row, long rowsMax) {
    if (rows.size() >= rowsMax) {
      rowsLeftOut++;
      return;
    }
    List<String> cells = new ArrayList<>();
    for (String cell : row) {
      cells.add(cell == null ? "NULL" : shown(cell));
    }
    rows.add(cells);
  }

  /** All rows, also those that are not shown. */
  public long rowCount() {
    return rows.size() + rowsLeftOut;
  }

  /** The table as lines of text. */
  List<String> lines(boolean unicode) {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = heads.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    String bar = unicode ? " \u2502 " : " | ";
    List<String> lines = new ArrayList<>();
    lines.add(line(heads, widths, bar));
    StringBuilder rule = new StringBuilder(" ");
    for (int i = 0; i < widths.length; i++) {
      rule.append(i == 0 ? "" : unicode ? "\u2500\u253c\u2500" : "-+-");
      rule.append((unicode ? "\u2500" : "-").repeat(widths[i]));
    }
    lines.add(rule.toString());
    for (List<String> row : rows) {
      lines.add(line(row, widths, bar));
    }
    if (rowsLeftOut > 0) {
      lines.add(" ... " + rowsLeftOut + " more");
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths, String bar) {
    StringBuilder line = new StringBuilder(" ");
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : bar);
      line.append(rightAligned.get(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private String shown(String cell) {
    String line = cell.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    return line.length() <= CELL_WIDTH_MAX || heads.size() == 1
        ? line
        : line.substring(0, CELL_WIDTH_MAX - 3) + "...";
  }

  private static boolean isNumber(int sqlType) {
    return switch (sqlType) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }
}
