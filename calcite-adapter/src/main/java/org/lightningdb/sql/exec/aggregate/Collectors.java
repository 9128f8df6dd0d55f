package org.lightningdb.sql.exec.aggregate;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;

/** What {@link CollectedFunction} can make of a group's rows. */
public final class Collectors {
  private Collectors() {}

  /** LISTAGG: the texts of the first column, with those of the second, or commas, between them. */
  public static @Nullable Object joinTexts(List<@Nullable Object[]> rows) {
    StringBuilder text = null;
    for (@Nullable Object[] row : rows) {
      Object part = row[0];
      if (part == null) {
        continue;
      }
      if (text == null) {
        text = new StringBuilder();
      } else if (row.length == 1) {
        text.append(',');
      } else if (row[1] != null) {
        text.append(row[1]);
      }
      text.append(part);
    }
    return text == null ? null : text.toString();
  }

  /** The same for functions without a separator of their own: the other columns only sort. */
  public static @Nullable Object joinTextsByComma(List<@Nullable Object[]> rows) {
    return joinTexts(rows.stream().map(row -> new @Nullable Object[] {row[0]}).toList());
  }

  /** MODE: the most frequent value, the first of several. */
  public static @Nullable Object mode(List<@Nullable Object[]> rows) {
    Map<Object, Integer> counts = new LinkedHashMap<>();
    Object best = null;
    int most = 0;
    for (@Nullable Object[] row : rows) {
      Object value = row[0];
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    for (Map.Entry<Object, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }

  /** ARG_MAX and ARG_MIN: the first column of the first row whose second is not null. */
  public static @Nullable Object first(List<@Nullable Object[]> rows) {
    for (@Nullable Object[] row : rows) {
      if (row[1] != null) {
        return row[0];
      }
    }
    return null;
  }

  /** PERCENTILE_DISC: of the second column, the value at the fraction that the first one says. */
  public static @Nullable Object discretePercentile(List<@Nullable Object[]> rows) {
    List<@Nullable Object[]> known = rows.stream().filter(row -> row[1] != null).toList();
    if (known.isEmpty()) {
      return null;
    }
    double fraction = fraction(known.get(0)[0]);
    int index = (int) Math.ceil(fraction * known.size()) - 1;
    return known.get(Math.max(0, index))[1];
  }

  /** PERCENTILE_CONT: the same, with the values between two rows. */
  public static CollectedFunction.Collector continuousPercentile(SqlType type) {
    return rows -> {
      List<@Nullable Object[]> known = rows.stream().filter(row -> row[1] != null).toList();
      if (known.isEmpty()) {
        return null;
      }
      double place = fraction(known.get(0)[0]) * (known.size() - 1);
      int below = (int) Math.floor(place);
      BigDecimal low = decimal(known.get(below)[1]);
      BigDecimal high = decimal(known.get((int) Math.ceil(place))[1]);
      BigDecimal value = low.add(high.subtract(low).multiply(BigDecimal.valueOf(place - below)));
      return ValueAssignment.convert(value, type, "", "");
    };
  }

  private static double fraction(@Nullable Object value) {
    double fraction = value instanceof Number number ? number.doubleValue() : -1;
    if (fraction < 0 || fraction > 1) {
      throw DbException.of(
          SqlState.INVALID_PARAMETER_VALUE, "a percentile needs a fraction between 0 and 1");
    }
    return fraction;
  }

  private static BigDecimal decimal(@Nullable Object value) {
    return new BigDecimal(String.valueOf(value));
  }
}
