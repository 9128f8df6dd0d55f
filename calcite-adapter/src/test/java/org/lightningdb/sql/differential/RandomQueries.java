package org.lightningdb.sql.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes random queries in SQL that both databases understand in the same way. */
final class RandomQueries {
  /**
   * A query, and whether it fixes the order of its rows.
   *
   * @param theirs the same for H2, which has no full join
   */
  record Query(String sql, boolean ordered, String theirs) {
    Query(String sql, boolean ordered) {
      this(sql, ordered, sql);
    }
  }

  private static final List<String> TABLES = List.of("t1", "t2", "t3", "t1", "t2", "t3", "empty");
  private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");

  private final Random random;
  private int aliases;

  RandomQueries(Random random) {
    this.random = random;
  }

  Query next() {
    aliases = 0;
    return switch (random.nextInt(13)) {
      case 0, 1 -> filtered();
      case 2, 3, 4 -> joined();
      case 5, 6 -> grouped();
      case 7 -> setOperation();
      case 8 -> windowed();
      case 9 -> limited();
      case 10 -> subqueryInSelect();
      case 11 -> fullyJoined();
      default -> distinctOrDerived();
    };
  }

  private Query filtered() {
    String alias = alias();
    return new Query(
        "SELECT "
            + columns(alias)
            + " FROM "
            + table()
            + " "
            + alias
            + " WHERE "
            + condition(List.of(alias), 3),
        false);
  }

  private Query joined() {
    int count = 2 + random.nextInt(3);
    List<String> used = new ArrayList<>();
    StringBuilder from = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String alias = alias();
      if (i == 0) {
        from.append(table()).append(' ').append(alias);
      } else {
        String kind =
            pick(List.of("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
        if (kind.equals("FULL JOIN")) {
          // H2 has no full join: written as both halves by the caller, so not generated here.
          kind = "LEFT JOIN";
        }
        List<String> both = new ArrayList<>(used);
        both.add(alias);
        from.append(' ')
            .append(kind)
            .append(' ')
            .append(table())
            .append(' ')
            .append(alias)
            .append(" ON ")
            .append(joinCondition(used, alias, both));
      }
      used.add(alias);
    }
    String where = random.nextBoolean() ? " WHERE " + condition(used, 2) : "";
    return new Query(
        "SELECT "
            + used.stream().map(alias -> alias + ".id").collect(Collectors.joining(", "))
            + " FROM "
            + from
            + where,
        false);
  }

  private Query fullyJoined() {
    String left = alias();
    String right = alias();
    String leftTable = table() + " " + left;
    String rightTable = table() + " " + right;
    String condition = joinCondition(List.of(left), right, List.of(left, right));
    String columns = left + ".id, " + left + ".c, " + right + ".id, " + right + ".c";
    String unmatched = "NULL, NULL, " + right + ".id, " + right + ".c";
    String where =
        random.nextBoolean()
            ? ""
            : " WHERE " + left + ".a IS NULL OR " + right + ".b > " + random.nextInt(3);
    String whereUnmatched = where.isEmpty() ? "" : " AND (NULL IS NULL OR " + right + ".b > 0)";
    return new Query(
        "SELECT "
            + columns
            + " FROM "
            + leftTable
            + " FULL JOIN "
            + rightTable
            + " ON "
            + condition
            + where,
        false,
        "SELECT "
            + columns
            + " FROM "
            + leftTable
            + " LEFT JOIN "
            + rightTable
            + " ON "
            + condition
            + where
            + " UNION ALL SELECT "
            + unmatched
            + " FROM "
            + rightTable
            + " WHERE NOT EXISTS (SELECT 1 FROM "
            + leftTable
            + " WHERE "
            + condition
            + ")"
            + whereUnmatched);
  }

  /** A change of table t1. */
  String change() {
    aliases = 0;
    return switch (random.nextInt(6)) {
      case 0 -> "DELETE FROM t1 x WHERE " + condition(List.of("x"), 2);
      case 1 ->
          "INSERT INTO t1 (id, a, b, c, d) SELECT y.id + "
              + 1000 * (1 + random.nextInt(1000000))
              + ", y.a, y.b + 1, y.c, y.d * 2 FROM t2 y WHERE "
              + condition(List.of("y"), 2);
      case 2 ->
          "INSERT INTO t1 (id, b, c, k) VALUES ("
              + (100 + random.nextInt(1_000_000_000))
              + ", 1 + "
              + random.nextInt(5)
              + ", UPPER('ab'), 'q')";
      case 3 ->
          "UPDATE t1 x SET a = (SELECT MAX(y.b) FROM t2 y WHERE y.a = x.a), c = 'new' WHERE "
              + condition(List.of("x"), 1);
      case 4 ->
          "UPDATE t1 x SET b = x.b + 1, a = x.b, d = x.d / 3, f = NULL WHERE "
              + condition(List.of("x"), 2);
      default -> "UPDATE t1 x SET a = NULL, k = 'ab', h = x.b WHERE " + condition(List.of("x"), 2);
    };
  }

  private String joinCondition(List<String> before, String alias, List<String> all) {
    String other = pick(before);
    String equality =
        switch (random.nextInt(6)) {
          case 0 -> other + ".a = " + alias + ".a";
          case 1 -> other + ".b = " + alias + ".a";
          case 2 -> other + ".id = " + alias + ".id";
          case 3 -> other + ".c = " + alias + ".c";
          case 4 -> other + ".a + 1 = " + alias + ".b";
          default -> other + ".h = " + alias + ".h";
        };
    return switch (random.nextInt(5)) {
      case 0 -> equality + " AND " + condition(all, 1);
      case 1 -> condition(all, 2);
      case 2 -> equality + " AND " + other + ".b < " + alias + ".id";
      default -> equality;
    };
  }

  private Query grouped() {
    String alias = alias();
    List<String> keys = sample(List.of("a", "b", "c", "g", "f", "h", "k"), 1 + random.nextInt(2));
    String keyList = keys.stream().map(key -> alias + "." + key).collect(Collectors.joining(", "));
    String having =
        random.nextInt(3) == 0 ? " HAVING " + aggregate(alias) + " > " + random.nextInt(4) : "";
    boolean global = random.nextInt(4) == 0;
    String aggregates =
        IntStream.range(0, 3).mapToObj(i -> aggregate(alias)).collect(Collectors.joining(", "));
    String from =
        " FROM "
            + table()
            + " "
            + alias
            + (random.nextBoolean() ? " WHERE " + condition(List.of(alias), 2) : "");
    return new Query(
        global
            ? "SELECT " + aggregates + from
            : "SELECT " + keyList + ", " + aggregates + from + " GROUP BY " + keyList + having,
        false);
  }

  private String aggregate(String alias) {
    String distinct = random.nextInt(4) == 0 ? "DISTINCT " : "";
    return switch (random.nextInt(8)) {
      case 0 -> "COUNT(*)";
      case 1 -> "COUNT(" + distinct + alias + "." + pick(List.of("a", "c", "d", "g")) + ")";
      case 2 -> "SUM(" + distinct + alias + "." + pick(List.of("a", "b", "d", "h")) + ")";
      case 3 -> "COUNT(" + alias + ".a)";
      case 4 -> "SUM(" + alias + ".b * 2 + 1)";
      case 5 -> "COUNT(*) FILTER (WHERE " + condition(List.of(alias), 1) + ")";
      case 6 -> "SUM(CASE WHEN " + condition(List.of(alias), 1) + " THEN 1 ELSE 0 END)";
      default ->
          pick(List.of("MIN", "MAX")) + "(" + alias + "." + pick(List.of("a", "b", "d", "h")) + ")";
    };
  }

  private Query setOperation() {
    StringBuilder sql = new StringBuilder();
    String column = pick(List.of("a", "b", "c", "d", "f", "h"));
    int parts = 2 + random.nextInt(2);
    String operation = pick(List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT"));
    for (int i = 0; i < parts; i++) {
      String alias = alias();
      sql.append(i == 0 ? "" : " " + operation + " ")
          .append("SELECT ")
          .append(alias)
          .append('.')
          .append(column)
          .append(", ")
          .append(alias)
          .append(".b FROM ")
          .append(table())
          .append(' ')
          .append(alias)
          .append(random.nextBoolean() ? " WHERE " + condition(List.of(alias), 1) : "");
    }
    return new Query(sql.toString(), false);
  }

  private Query windowed() {
    String alias = alias();
    String partition =
        random.nextBoolean() ? "PARTITION BY " + alias + "." + pick(List.of("a", "b", "g")) : "";
    String order = " ORDER BY " + alias + ".b, " + alias + ".id";
    String function =
        switch (random.nextInt(7)) {
          case 0 -> "ROW_NUMBER()";
          case 1 -> "RANK()";
          case 2 -> "DENSE_RANK()";
          case 3 -> "SUM(" + alias + ".a)";
          case 4 -> "COUNT(" + alias + ".d)";
          case 5 -> "LAG(" + alias + ".a)";
          default -> "FIRST_VALUE(" + alias + ".id)";
        };
    return new Query(
        "SELECT "
            + alias
            + ".id, "
            + function
            + " OVER ("
            + partition
            + order
            + ") FROM "
            + table()
            + " "
            + alias
            + " WHERE "
            + condition(List.of(alias), 1),
        false);
  }

  private Query limited() {
    String alias = alias();
    String key = pick(List.of("a", "b", "c", "d", "f"));
    String direction = pick(List.of("", " DESC"));
    String nulls = direction.isEmpty() ? " NULLS LAST" : " NULLS FIRST";
    String limit =
        random.nextBoolean()
            ? " OFFSET "
                + random.nextInt(4)
                + " ROWS FETCH NEXT "
                + random.nextInt(6)
                + " ROWS ONLY"
            : "";
    return new Query(
        "SELECT "
            + alias
            + ".id, "
            + alias
            + "."
            + key
            + " FROM "
            + table()
            + " "
            + alias
            + (random.nextBoolean() ? " WHERE " + condition(List.of(alias), 2) : "")
            + " ORDER BY "
            + alias
            + "."
            + key
            + direction
            + nulls
            + ", "
            + alias
            + ".id"
            + limit,
        true);
  }

  private Query subqueryInSelect() {
    String outer = alias();
    String inner = alias();
    String aggregate = pick(List.of("COUNT(*)", "MAX(%s.a)", "SUM(%s.b)", "MIN(%s.id)"));
    return new Query(
        "SELECT "
            + outer
            + ".id, (SELECT "
            + aggregate.replace("%s", inner)
            + " FROM "
            + table()
            + " "
            + inner
            + " WHERE "
            + inner
            + "."
            + pick(List.of("a", "b", "id"))
            + " "
            + pick(List.of("=", "=", "<", ">="))
            + " "
            + outer
            + "."
            + pick(List.of("a", "b", "id"))
            + (random.nextBoolean() ? " AND " + condition(List.of(inner), 1) : "")
            + ") FROM "
            + table()
            + " "
            + outer
            + (random.nextBoolean() ? " WHERE " + condition(List.of(outer), 2) : ""),
        false);
  }

  private Query distinctOrDerived() {
    String inner = alias();
    String outer = alias();
    return new Query(
        "SELECT DISTINCT "
            + outer
            + ".x, "
            + outer
            + ".y FROM (SELECT "
            + inner
            + ".a + "
            + inner
            + ".b AS x, "
            + inner
            + "."
            + pick(List.of("c", "g", "f"))
            + " AS y, "
            + inner
            + ".id AS z FROM "
            + table()
            + " "
            + inner
            + " WHERE "
            + condition(List.of(inner), 2)
            + ") "
            + outer
            + " WHERE "
            + outer
            + ".x "
            + pick(COMPARISONS)
            + " "
            + random.nextInt(8)
            + (random.nextBoolean() ? "" : " OR " + outer + ".x IS NULL"),
        false);
  }

  private String columns(String alias) {
    return sample(List.of("id", "a", "b", "c", "d", "f", "g", "h", "e", "m", "k"), 3).stream()
        .map(column -> alias + "." + column)
        .collect(Collectors.joining(", "));
  }

  private String condition(List<String> scope, int depth) {
    return switch (depth > 0 ? random.nextInt(7) : 6) {
      case 0 -> "(" + condition(scope, depth - 1) + " AND " + condition(scope, depth - 1) + ")";
      case 1 -> "(" + condition(scope, depth - 1) + " OR " + condition(scope, depth - 1) + ")";
      case 2 -> "NOT (" + condition(scope, depth - 1) + ")";
      case 3 -> subquery(scope, depth - 1);
      default -> predicate(scope);
    };
  }

  private String predicate(List<String> scope) {
    String alias = pick(scope);
    String other = pick(scope);
    return switch (random.nextInt(16)) {
      case 0 -> alias + ".a " + pick(COMPARISONS) + " " + random.nextInt(6);
      case 1 -> alias + ".b " + pick(COMPARISONS) + " " + other + ".a";
      case 2 -> alias + "." + pick(List.of("a", "c", "d", "f", "g")) + " IS NULL";
      case 3 -> alias + "." + pick(List.of("a", "c", "d", "f", "g")) + " IS NOT NULL";
      case 4 -> alias + ".c " + pick(COMPARISONS) + " '" + pick(List.of("a", "ab", "b", "")) + "'";
      case 5 -> alias + ".d " + pick(COMPARISONS) + " " + (random.nextInt(700) - 100) / 100.0;
      case 6 ->
          alias
              + ".f "
              + pick(COMPARISONS)
              + " DATE '2020-0"
              + (1 + random.nextInt(3))
              + "-0"
              + (1 + random.nextInt(3))
              + "'";
      case 7 -> alias + ".g";
      case 8 ->
          alias
              + ".a "
              + pick(List.of("IN", "NOT IN"))
              + " ("
              + random.nextInt(6)
              + ", "
              + random.nextInt(6)
              + (random.nextInt(4) == 0 ? ", NULL)" : ")");
      case 9 -> alias + ".a BETWEEN " + random.nextInt(4) + " AND " + (2 + random.nextInt(4));
      case 10 -> alias + ".c LIKE '" + pick(List.of("a%", "%b", "ab%", "_b%", "abc", "%")) + "'";
      case 11 -> alias + ".id " + pick(COMPARISONS) + " " + random.nextInt(20);
      case 12 ->
          "(" + alias + ".a > 2) IS " + pick(List.of("TRUE", "NOT TRUE", "FALSE", "UNKNOWN"));
      case 13 -> alias + ".a IS " + pick(List.of("", "NOT ")) + "DISTINCT FROM " + other + ".b";
      case 14 -> alias + ".k " + pick(COMPARISONS) + " '" + pick(List.of("a", "ab", "bcde")) + "'";
      default ->
          "COALESCE("
              + alias
              + ".a, "
              + other
              + ".b) "
              + pick(COMPARISONS)
              + " "
              + random.nextInt(6);
    };
  }

  private String subquery(List<String> scope, int depth) {
    String outer = pick(scope);
    String inner = alias();
    String correlation =
        random.nextInt(3) == 0
            ? ""
            : inner
                + "."
                + pick(List.of("a", "b", "id"))
                + " "
                + pick(List.of("=", "=", "=", "<", "<>"))
                + " "
                + outer
                + "."
                + pick(List.of("a", "b", "id"));
    String own = random.nextBoolean() ? condition(List.of(inner), depth) : "";
    String where =
        correlation.isEmpty() && own.isEmpty()
            ? ""
            : " WHERE "
                + correlation
                + (correlation.isEmpty() || own.isEmpty() ? "" : " AND ")
                + own;
    String from = " FROM " + table() + " " + inner + where;
    return switch (random.nextInt(4)) {
      case 0 -> "EXISTS (SELECT 1" + from + ")";
      case 1 -> "NOT EXISTS (SELECT 1" + from + ")";
      case 2 ->
          outer
              + "."
              + pick(List.of("a", "b"))
              + pick(List.of(" IN", " NOT IN"))
              + " (SELECT "
              + inner
              + "."
              + pick(List.of("a", "b"))
              + from
              + ")";
      default ->
          outer
              + ".a "
              + pick(COMPARISONS)
              + " (SELECT "
              + pick(List.of("MAX", "MIN", "COUNT", "SUM"))
              + "("
              + inner
              + ".a)"
              + from
              + ")";
    };
  }

  private String alias() {
    return "x" + aliases++;
  }

  private String table() {
    return pick(TABLES);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private List<String> sample(List<String> from, int count) {
    List<String> remaining = new ArrayList<>(from);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(remaining.remove(random.nextInt(remaining.size())));
    }
    return taken;
  }
}
