package org.lightningdb.sql.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes random queries in SQL that both databases understand in the same way. */
final class RandomQueries {
  private static final List<String> ALL =
      List.of("id", "a", "b", "c", "d", "f", "g", "h", "e", "m", "k");

  private final RandomText text;
  private final RandomConditions conditions;
  private final RandomSummaries summaries;
  private final Dialect dialect;

  RandomQueries(Random random, Dialect dialect) {
    this.text = new RandomText(random);
    this.conditions = new RandomConditions(text);
    this.summaries = new RandomSummaries(text, conditions, dialect);
    this.dialect = dialect;
  }

  Query next() {
    text.newQuery();
    return switch (text.number(18)) {
      case 0, 1 -> filtered();
      case 2, 3, 4 -> joined();
      case 5 -> summaries.grouped();
      case 6 -> summaries.groupingSets();
      case 7 -> setOperation();
      case 8, 9 -> summaries.windowed();
      case 10 -> limited();
      case 11 -> subqueryInSelect();
      case 12 -> fullyJoined();
      case 13 -> joinedGroups();
      case 14 -> lateral();
      case 15 -> shared();
      case 16 -> recursive();
      default -> distinctOrDerived();
    };
  }

  private Query filtered() {
    String x = text.alias();
    return Query.unordered(
        "SELECT "
            + columns(x)
            + ", "
            + computed(x)
            + " FROM "
            + text.table()
            + " "
            + x
            + " WHERE "
            + conditions.condition(List.of(x), 3));
  }

  private String computed(String x) {
    return switch (text.number(5)) {
      case 0 -> x + ".a * 2 - " + x + ".b";
      case 1 -> "CASE WHEN " + conditions.condition(List.of(x), 1) + " THEN 'yes' ELSE 'no' END";
      case 2 -> "NULLIF(" + x + ".a, " + x + ".b)";
      case 3 -> "COALESCE(" + x + ".c, 'none')";
      default -> "UPPER(" + x + ".c)";
    };
  }

  private Query joined() {
    int count = 2 + text.number(3);
    List<String> used = new ArrayList<>();
    StringBuilder from = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String x = text.alias();
      if (i > 0) {
        from.append(' ').append(kind()).append(' ');
      }
      from.append(text.table()).append(' ').append(x);
      if (i > 0) {
        from.append(" ON ").append(conditions.join(used, x));
      }
      used.add(x);
    }
    String ids = used.stream().map(x -> x + ".id").collect(Collectors.joining(", "));
    return Query.unordered("SELECT " + ids + " FROM " + from + conditions.where(used, 2));
  }

  private String kind() {
    return text.pick("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN");
  }

  /** To H2, which has no FULL JOIN, both halves of it. */
  private Query fullyJoined() {
    String x = text.alias();
    String y = text.alias();
    String left = text.table() + " " + x;
    String right = text.table() + " " + y;
    String condition = fullCondition(x, y);
    String columns = x + ".id, " + x + ".c, " + y + ".id, " + y + ".c";
    int bound = text.number(3);
    boolean filtered = text.once(2);
    String where = filtered ? " WHERE " + x + ".a IS NULL OR " + y + ".b > " + bound : "";
    String ours =
        "SELECT " + columns + " FROM " + left + " FULL JOIN " + right + " ON " + condition + where;
    if (dialect.knowsTheWholeStandard()) {
      return Query.unordered(ours);
    }
    String matched =
        "SELECT " + columns + " FROM " + left + " LEFT JOIN " + right + " ON " + condition + where;
    String unmatched =
        "SELECT NULL, NULL, "
            + y
            + ".id, "
            + y
            + ".c FROM "
            + right
            + " WHERE NOT EXISTS (SELECT 1 FROM "
            + left
            + " WHERE "
            + condition
            + ")";
    return new Query(ours, false, matched + " UNION ALL " + unmatched);
  }

  /** PostgreSQL joins fully only by what it can hash or merge. */
  private String fullCondition(String x, String y) {
    return dialect == Dialect.POSTGRESQL
        ? x + "." + text.pick("a", "b", "id") + " = " + y + "." + text.pick("a", "b", "id")
        : conditions.join(List.of(x), y);
  }

  private Query setOperation() {
    String column = text.pick("a", "b", "c", "d", "f", "h");
    String operation = text.pick("UNION", "UNION ALL", "INTERSECT", "EXCEPT");
    if (dialect.knowsTheWholeStandard() && text.once(3)) {
      operation = text.pick("INTERSECT ALL", "EXCEPT ALL");
    }
    List<String> parts = new ArrayList<>();
    for (int i = 2 + text.number(2); i > 0; i--) {
      String x = text.alias();
      parts.add(
          "SELECT "
              + x
              + "."
              + column
              + " AS u, "
              + x
              + ".b AS v FROM "
              + text.table()
              + " "
              + x
              + conditions.where(List.of(x), 1));
    }
    String all = String.join(" " + operation + " ", parts);
    String outer = text.alias();
    return Query.unordered(
        text.once(3) ? "SELECT * FROM (" + all + ") " + outer + " WHERE " + outer + ".v > 1" : all);
  }

  private Query limited() {
    String x = text.alias();
    String direction = text.pick(" NULLS LAST", " DESC NULLS FIRST");
    String key = x + "." + text.pick("a", "b", "c", "d", "f");
    String limit =
        text.once(2)
            ? ""
            : " OFFSET " + text.number(4) + " ROWS FETCH NEXT " + text.number(6) + " ROWS ONLY";
    return Query.ordered(
        "SELECT "
            + x
            + ".id, "
            + key
            + " FROM "
            + text.table()
            + " "
            + x
            + conditions.where(List.of(x), 2)
            + " ORDER BY "
            + key
            + direction
            + ", "
            + x
            + ".id"
            + limit);
  }

  private Query subqueryInSelect() {
    String x = text.alias();
    return Query.unordered(
        "SELECT "
            + x
            + ".id, ("
            + correlated(x, "COUNT(*)", "MAX(%s.a)", "SUM(%s.b)", "MIN(%s.id)")
            + ") FROM "
            + text.table()
            + " "
            + x
            + conditions.where(List.of(x), 2));
  }

  /** A query of one value for each row of x. */
  private String correlated(String x, String... aggregates) {
    String y = text.alias();
    return "SELECT "
        + text.pick(aggregates).replace("%s", y)
        + " AS v FROM "
        + text.table()
        + " "
        + y
        + " WHERE "
        + y
        + "."
        + text.pick("a", "b", "id")
        + " "
        + text.pick("=", "=", "<", ">=")
        + " "
        + x
        + "."
        + text.pick("a", "b", "id")
        + (text.once(2) ? " AND " + conditions.condition(List.of(y), 1) : "");
  }

  /** To H2, which has no LATERAL, a query in SELECT. */
  private Query lateral() {
    String x = text.alias();
    String z = text.alias();
    String inner = correlated(x, "COUNT(*)", "MAX(%s.a)", "SUM(%s.b)");
    String from = " FROM " + text.table() + " " + x;
    String join = text.pick(", LATERAL (%s) %s", " LEFT JOIN LATERAL (%s) %s ON TRUE");
    String ours = "SELECT " + x + ".id, " + z + ".v" + from + String.format(join, inner, z);
    return dialect.knowsTheWholeStandard()
        ? Query.unordered(ours)
        : new Query(ours, false, "SELECT " + x + ".id, (" + inner + ")" + from);
  }

  /** Groups of one table joined with another. */
  private Query joinedGroups() {
    String x = text.alias();
    String y = text.alias();
    String z = text.alias();
    String key = text.pick("a", "b", "c");
    return Query.unordered(
        "SELECT "
            + x
            + ".id, "
            + z
            + ".n, "
            + z
            + ".s FROM "
            + text.table()
            + " "
            + x
            + " "
            + kind()
            + " (SELECT "
            + y
            + "."
            + key
            + ", COUNT(*) AS n, SUM("
            + y
            + ".b) AS s FROM "
            + text.table()
            + " "
            + y
            + conditions.where(List.of(y), 1)
            + " GROUP BY "
            + y
            + "."
            + key
            + ") "
            + z
            + " ON "
            + z
            + "."
            + key
            + " = "
            + x
            + "."
            + key
            + (text.once(2) ? " WHERE " + z + ".n > 1 OR " + z + ".n IS NULL" : ""));
  }

  /** A named query that is used twice. */
  private Query shared() {
    String x = text.alias();
    String y = text.alias();
    String z = text.alias();
    return Query.unordered(
        "WITH w AS (SELECT "
            + x
            + ".id, "
            + x
            + ".a, "
            + x
            + ".b FROM "
            + text.table()
            + " "
            + x
            + conditions.where(List.of(x), 2)
            + ") SELECT "
            + y
            + ".id, "
            + z
            + ".id FROM w "
            + y
            + " "
            + kind()
            + " w "
            + z
            + " ON "
            + y
            + ".a = "
            + z
            + "."
            + text.pick("a", "b", "id")
            + (text.once(2) ? " AND " + z + ".b > " + text.number(3) : ""));
  }

  private Query recursive() {
    String x = text.alias();
    String y = text.alias();
    return Query.unordered(
        "WITH RECURSIVE r(id, n) AS (SELECT "
            + x
            + ".id, 0 FROM "
            + text.table()
            + " "
            + x
            + " WHERE "
            + x
            + ".id < "
            + text.number(6)
            + " UNION ALL SELECT "
            + y
            + ".id, r.n + 1 FROM r JOIN "
            + text.table()
            + " "
            + y
            + " ON "
            + y
            + ".b = r.id WHERE r.n < 3) SELECT r.n, COUNT(*), MAX(r.id) FROM r GROUP BY r.n");
  }

  private Query distinctOrDerived() {
    String x = text.alias();
    String z = text.alias();
    return Query.unordered(
        "SELECT DISTINCT "
            + z
            + ".x, "
            + z
            + ".y FROM (SELECT "
            + x
            + ".a + "
            + x
            + ".b AS x, "
            + x
            + "."
            + text.pick("c", "g", "f")
            + " AS y, "
            + x
            + ".id AS z FROM "
            + text.table()
            + " "
            + x
            + " WHERE "
            + conditions.condition(List.of(x), 2)
            + ") "
            + z
            + " WHERE "
            + z
            + ".x "
            + text.comparison()
            + " "
            + text.number(8)
            + (text.once(2) ? "" : " OR " + z + ".x IS NULL"));
  }

  private String columns(String x) {
    return text.sample(ALL, 3).stream()
        .map(column -> x + "." + column)
        .collect(Collectors.joining(", "));
  }
}
