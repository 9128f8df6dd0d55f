package org.lightningdb.sql.differential;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows written so that databases which mean the same write the same. */
final class Answers {
  private Answers() {}

  /** Sorted unless their order is part of the answer. */
  static List<String> of(List<List<@Nullable Object>> rows, boolean ordered) {
    List<String> lines = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(text(value)));
      lines.add(values.toString());
    }
    if (!ordered) {
      Collections.sort(lines);
    }
    return lines;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      BigDecimal rounded = new BigDecimal(value.toString()).round(new MathContext(9));
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Number) {
      BigDecimal exact = new BigDecimal(value.toString());
      return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
    if (value instanceof java.sql.Timestamp timestamp) {
      return timestamp.toLocalDateTime().toString();
    }
    if (value instanceof String text) {
      return text.stripTrailing();
    }
    return String.valueOf(value);
  }
}
