package org.lightningdb.sqltests.logic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a result as the corpus writes them. */
final class LogicAnswer {
  private static final Comparator<List<String>> ROWS =
      (left, right) -> {
        for (int i = 0; i < left.size(); i++) {
          int order = left.get(i).compareTo(right.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*([-+]?[0-9]+(\\.[0-9]*)?)");

  private final List<String> values;

  private LogicAnswer(List<String> values) {
    this.values = values;
  }

  /**
   * Reads all rows.
   *
   * @throws SQLException of the database, or if the number of columns is another one than {@code
   *     types} says
   */
  static LogicAnswer of(ResultSet result, String types, LogicRecord.SortMode sort)
      throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    if (columns != types.length()) {
      throw new SQLException("expected " + types.length() + " columns, got " + columns);
    }
    List<List<String>> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>(columns);
      for (int i = 0; i < columns; i++) {
        row.add(text(result.getObject(i + 1), types.charAt(i)));
      }
      rows.add(row);
    }
    if (sort == LogicRecord.SortMode.ROWSORT) {
      rows.sort(ROWS);
    }
    List<String> values = new ArrayList<>(rows.size() * columns);
    rows.forEach(values::addAll);
    if (sort == LogicRecord.SortMode.VALUESORT) {
      Collections.sort(values);
    }
    return new LogicAnswer(values);
  }

  List<String> values() {
    return values;
  }

  boolean matches(List<String> expected) {
    if (expected.size() == 1 && expected.get(0).contains(" values hashing to ")) {
      return expected.get(0).equals(values.size() + " values hashing to " + hash());
    }
    return expected.equals(values);
  }

  /** MD5 of the values, each ended by a line feed. */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      for (String value : values) {
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * As C reads values: integers are cut off, not rounded, truth values are 1 and 0, a text is the
   * number that it begins with or 0.
   */
  private static String text(Object value, char type) throws SQLException {
    if (value == null) {
      return "NULL";
    }
    return switch (type) {
      case 'I' -> number(value).setScale(0, RoundingMode.DOWN).toPlainString();
      case 'R' -> String.format(Locale.ROOT, "%.3f", number(value));
      case 'T' -> printable(value.toString());
      default -> throw new SQLException("a column of type " + type);
    };
  }

  private static BigDecimal number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof Number) {
      return new BigDecimal(value.toString());
    }
    Matcher number = LEADING_NUMBER.matcher(value.toString());
    return number.lookingAt() ? new BigDecimal(number.group(1)) : BigDecimal.ZERO;
  }

  private static String printable(String text) {
    return text.isEmpty() ? "(empty)" : text.replaceAll("[^ -~]", "@");
  }
}
