package org.lightningdb.sql.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random trees of inner, outer, semi- and anti-joins over small tables with NULLs. Column
 * names are unique in a query.
 */
final class RandomJoins {
  private static final List<String> KINDS =
      List.of("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "EXISTS", "NOT EXISTS", "IN");

  private final Random random;
  private int relations;
  private int variables;

  RandomJoins(Random random) {
    this.random = random;
  }

  /** SQL for FROM and the columns it has. */
  private record Tree(String sql, List<String> columns) {}

  /** A query that gives all columns of a tree of some relations. */
  String next(int count) {
    relations = 0;
    variables = 0;
    Tree tree = tree(count);
    String where = random.nextInt(3) == 0 ? " WHERE " + filter(tree.columns()) : "";
    return "SELECT " + String.join(", ", tree.columns()) + " FROM " + tree.sql() + where;
  }

  private Tree tree(int count) {
    if (count == 1) {
      return leaf();
    }
    int leftCount = 1 + random.nextInt(count - 1);
    Tree left = tree(leftCount);
    Tree right = tree(count - leftCount);
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    if (kind.endsWith("JOIN")) {
      List<String> both = new ArrayList<>(left.columns());
      both.addAll(right.columns());
      String sql =
          "(%s %s %s ON %s)".formatted(left.sql(), kind, right.sql(), condition(left, right));
      return new Tree(sql, both);
    }
    return subQuery(left, right, kind);
  }

  private Tree subQuery(Tree left, Tree right, String kind) {
    String where =
        kind.equals("IN")
            ? "%s IN (SELECT %s FROM %s)"
                .formatted(pick(left.columns()), pick(right.columns()), right.sql())
            : "%s (SELECT 1 FROM %s WHERE %s)".formatted(kind, right.sql(), condition(left, right));
    String columns = String.join(", ", left.columns());
    String sql =
        "(SELECT %s FROM %s WHERE %s) v%d".formatted(columns, left.sql(), where, variables++);
    return new Tree(sql, left.columns());
  }

  private Tree leaf() {
    int number = relations++;
    List<String> columns = List.of("x" + number, "y" + number);
    String table = "t" + (1 + random.nextInt(3));
    String first = pick(List.of("a", "b", "id"));
    String sql =
        "(SELECT %s AS x%d, b + 1 AS y%d FROM %s WHERE id < %d) r%d"
            .formatted(first, number, number, table, 3 + random.nextInt(7), number);
    return new Tree(sql, columns);
  }

  private String condition(Tree left, Tree right) {
    String equality = "%s = %s".formatted(pick(left.columns()), pick(right.columns()));
    return switch (random.nextInt(8)) {
      case 0 -> equality + " AND %s <= %s".formatted(pick(left.columns()), pick(right.columns()));
      case 1 -> equality + " AND %s = %s".formatted(pick(left.columns()), pick(right.columns()));
      case 2 -> equality + " AND " + filter(left.columns());
      case 3 -> "COALESCE(%s, 1) = %s".formatted(pick(left.columns()), pick(right.columns()));
      case 4 -> "%s = COALESCE(%s, 2)".formatted(pick(left.columns()), pick(right.columns()));
      case 5 ->
          "%s + %s = %s"
              .formatted(pick(left.columns()), pick(left.columns()), pick(right.columns()));
      default -> equality;
    };
  }

  private String filter(List<String> columns) {
    String column = pick(columns);
    return switch (random.nextInt(4)) {
      case 0 -> column + " IS NULL";
      case 1 -> "COALESCE(" + column + ", 3) > 2";
      case 2 -> column + " < " + pick(columns) + " + 2";
      default -> column + " > 1";
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
