package org.lightningdb.sql.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes random queries with aggregates, grouping sets and window functions. */
final class RandomSummaries {
  private final RandomText text;
  private final RandomConditions conditions;
  private final Dialect dialect;

  RandomSummaries(RandomText text, RandomConditions conditions, Dialect dialect) {
    this.text = text;
    this.conditions = conditions;
    this.dialect = dialect;
  }

  Query grouped() {
    String x = text.alias();
    String keys =
        text.sample(List.of("a", "b", "c", "g", "f", "h", "k"), 1 + text.number(2)).stream()
            .map(key -> x + "." + key)
            .collect(Collectors.joining(", "));
    String having = text.once(3) ? " HAVING " + aggregate(x) + " > " + text.number(4) : "";
    String from = " FROM " + text.table() + " " + x + conditions.where(List.of(x), 2);
    return Query.unordered(
        text.once(4)
            ? "SELECT " + aggregates(x) + from
            : "SELECT " + keys + ", " + aggregates(x) + from + " GROUP BY " + keys + having);
  }

  private String aggregates(String x) {
    return IntStream.range(0, 3).mapToObj(i -> aggregate(x)).collect(Collectors.joining(", "));
  }

  private String aggregate(String x) {
    String distinct = text.once(4) ? "DISTINCT " : "";
    return switch (text.number(9)) {
      case 0 -> "COUNT(*)";
      case 1 -> "COUNT(" + distinct + x + "." + text.pick("a", "c", "d", "g") + ")";
      case 2 -> "SUM(" + distinct + x + "." + text.pick("a", "b", "d", "h") + ")";
      case 3 -> "COUNT(" + x + ".a)";
      case 4 -> "SUM(" + x + ".b * 2 + 1)";
      case 5 -> "COUNT(*) FILTER (WHERE " + conditions.condition(List.of(x), 1) + ")";
      case 6 -> "SUM(CASE WHEN " + conditions.condition(List.of(x), 1) + " THEN 1 ELSE 0 END)";
      case 7 -> "CAST(AVG(" + distinct + x + ".e) AS DOUBLE PRECISION)";
      default -> text.pick("MIN", "MAX") + "(" + x + "." + text.pick("a", "b", "d", "h") + ")";
    };
  }

  /** GROUPING SETS, ROLLUP or CUBE of two columns; to H2 a union of groupings. */
  Query groupingSets() {
    String x = text.alias();
    List<String> keys = text.sample(List.of("a", "b", "g", "h"), 2);
    String first = x + "." + keys.get(0);
    String second = x + "." + keys.get(1);
    String aggregates = aggregates(x);
    String from = " FROM " + text.table() + " " + x + conditions.where(List.of(x), 1);
    int kind = text.number(3);
    List<List<String>> sets = new ArrayList<>(List.of(List.of(first, second), List.of(first)));
    if (kind != 0) {
      sets.add(List.of());
    }
    if (kind == 2) {
      sets.add(List.of(second));
    }
    String both = first + ", " + second;
    String grouping =
        switch (kind) {
          case 0 -> "GROUPING SETS ((" + both + "), (" + first + "))";
          case 1 -> "ROLLUP (" + both + ")";
          default -> "CUBE (" + both + ")";
        };
    String ours = "SELECT " + both + ", " + aggregates + from + " GROUP BY " + grouping;
    if (dialect.knowsTheWholeStandard()) {
      return Query.unordered(ours);
    }
    String theirs =
        sets.stream()
            .map(
                set ->
                    "SELECT "
                        + (set.contains(first) ? first : "NULL")
                        + ", "
                        + (set.contains(second) ? second : "NULL")
                        + ", "
                        + aggregates
                        + from
                        + (set.isEmpty() ? "" : " GROUP BY " + String.join(", ", set)))
            .collect(Collectors.joining(" UNION ALL "));
    return new Query(ours, false, theirs);
  }

  Query windowed() {
    String x = text.alias();
    String partition = text.once(2) ? "PARTITION BY " + x + "." + text.pick("a", "b", "g") : "";
    String window =
        switch (text.number(4)) {
          case 0 -> ranked(x) + " OVER (" + partition + " ORDER BY " + x + ".b, " + x + ".id)";
          case 1 -> positional(x) + " OVER (" + partition + " ORDER BY " + x + ".id" + rows() + ")";
          case 2 -> summed(x) + " OVER (" + partition + " ORDER BY " + x + ".b" + ranges() + ")";
          default -> summed(x) + " OVER (" + partition + " ORDER BY " + x + ".id" + rows() + ")";
        };
    return Query.unordered(
        "SELECT "
            + x
            + ".id, "
            + window
            + " FROM "
            + text.table()
            + " "
            + x
            + conditions.where(List.of(x), 1));
  }

  private String ranked(String x) {
    return switch (text.number(8)) {
      case 0 -> "ROW_NUMBER()";
      case 1 -> "RANK()";
      case 2 -> "DENSE_RANK()";
      case 3 -> "NTILE(" + (1 + text.number(4)) + ")";
      case 4 -> "PERCENT_RANK()";
      case 5 -> "CUME_DIST()";
      default ->
          text.pick("LAG", "LEAD")
              + "("
              + x
              + ".a"
              + text.pick("", ", 2", ", 1, -7")
              + ")"
              + (dialect.ignoresNulls() && text.once(3) ? " IGNORE NULLS" : "");
    };
  }

  private String positional(String x) {
    return switch (text.number(3)) {
      case 0 -> "FIRST_VALUE(" + x + ".a)";
      case 1 -> "LAST_VALUE(" + x + ".a)";
      default -> "NTH_VALUE(" + x + ".a, " + (1 + text.number(3)) + ")";
    };
  }

  private String summed(String x) {
    return switch (text.number(5)) {
      case 0 -> "COUNT(*)";
      case 1 -> "COUNT(" + x + ".d)";
      case 2 -> "SUM(" + x + "." + text.pick("a", "d") + ")";
      case 3 -> "SUM(" + x + ".e)";
      default -> text.pick("MIN", "MAX") + "(" + x + "." + text.pick("a", "c", "e") + ")";
    };
  }

  /** A frame that knows the place of each row. */
  private String rows() {
    return text.once(3) ? "" : " ROWS BETWEEN " + bounds() + exclusion();
  }

  /** A frame in which rows of one key come and go together. */
  private String ranges() {
    return text.once(3)
        ? ""
        : text.pick(" RANGE", " GROUPS") + " BETWEEN " + bounds() + exclusion();
  }

  private String bounds() {
    return switch (text.number(7)) {
      case 0 -> "UNBOUNDED PRECEDING AND " + text.number(3) + " PRECEDING";
      case 1 -> text.number(3) + " PRECEDING AND CURRENT ROW";
      case 2 -> "2 PRECEDING AND " + text.number(3) + " FOLLOWING";
      case 3 -> "CURRENT ROW AND UNBOUNDED FOLLOWING";
      case 4 -> "1 FOLLOWING AND " + (1 + text.number(3)) + " FOLLOWING";
      case 5 -> "UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
      default -> "3 PRECEDING AND 1 PRECEDING";
    };
  }

  private String exclusion() {
    return text.once(3) ? " EXCLUDE " + text.pick("CURRENT ROW", "GROUP", "TIES", "NO OTHERS") : "";
  }
}
