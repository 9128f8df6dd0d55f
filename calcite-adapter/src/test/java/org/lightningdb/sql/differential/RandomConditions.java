package org.lightningdb.sql.differential;

import java.util.ArrayList;
import java.util.List;

/** Writes random conditions over the aliases that are in sight. */
final class RandomConditions {
  private final RandomText text;

  RandomConditions(RandomText text) {
    this.text = text;
  }

  /** A condition; sub-queries in it may use the same aliases. */
  String condition(List<String> scope, int depth) {
    return switch (depth > 0 ? text.number(7) : 6) {
      case 0 -> "(" + condition(scope, depth - 1) + " AND " + condition(scope, depth - 1) + ")";
      case 1 -> "(" + condition(scope, depth - 1) + " OR " + condition(scope, depth - 1) + ")";
      case 2 -> "NOT (" + condition(scope, depth - 1) + ")";
      case 3 -> subquery(scope, depth - 1);
      default -> predicate(scope);
    };
  }

  /** {@code WHERE …} as often as not. */
  String where(List<String> scope, int depth) {
    return text.once(2) ? "" : " WHERE " + condition(scope, depth);
  }

  /** What a join of a new alias with those before it may say in ON. */
  String join(List<String> before, String alias) {
    String other = text.pick(before);
    List<String> all = new ArrayList<>(before);
    all.add(alias);
    String equality =
        switch (text.number(6)) {
          case 0 -> other + ".a = " + alias + ".a";
          case 1 -> other + ".b = " + alias + ".a";
          case 2 -> other + ".id = " + alias + ".id";
          case 3 -> other + ".c = " + alias + ".c";
          case 4 -> other + ".a + 1 = " + alias + ".b";
          default -> other + ".h = " + alias + ".h";
        };
    return switch (text.number(6)) {
      case 0 -> equality + " AND " + condition(all, 1);
      case 1 -> condition(all, 2);
      case 2 -> equality + " AND " + other + ".b < " + alias + ".id";
      case 3 -> equality + " AND " + other + ".b = " + alias + ".b";
      default -> equality;
    };
  }

  private String predicate(List<String> scope) {
    String x = text.pick(scope);
    String y = text.pick(scope);
    return switch (text.number(20)) {
      case 0 -> x + ".a " + text.comparison() + " " + text.number(6);
      case 1 -> x + ".b " + text.comparison() + " " + y + ".a";
      case 2 -> x + "." + nullable() + " IS NULL";
      case 3 -> x + "." + nullable() + " IS NOT NULL";
      case 4 -> x + ".c " + text.comparison() + " '" + text.pick("a", "ab", "b", "") + "'";
      case 5 -> x + ".d " + text.comparison() + " " + (text.number(700) - 100) / 100.0;
      case 6 -> x + ".f " + text.comparison() + " DATE '2020-0" + digit() + "-0" + digit() + "'";
      case 7 -> x + ".g";
      case 8 -> x + ".a " + in() + " (" + text.number(6) + ", " + text.number(6) + inEnd();
      case 9 -> x + ".a BETWEEN " + text.number(4) + " AND " + (2 + text.number(4));
      case 10 -> x + ".c LIKE '" + text.pick("a%", "%b", "ab%", "_b%", "abc", "%") + "'";
      case 11 -> x + ".id " + text.comparison() + " " + text.number(20);
      case 12 -> "(" + x + ".a > 2) IS " + text.pick("TRUE", "NOT TRUE", "FALSE", "UNKNOWN");
      case 13 -> x + ".a IS " + text.pick("", "NOT ") + "DISTINCT FROM " + y + ".b";
      case 14 -> x + ".k " + text.comparison() + " '" + text.pick("a", "ab", "bcde") + "'";
      case 15 -> x + ".a = " + text.number(5) + " AND " + x + ".b " + text.comparison() + " 2";
      case 16 -> x + ".a = " + text.number(5) + " OR " + x + ".c = 'ab' OR " + x + ".id = 3";
      case 17 ->
          "CASE WHEN " + x + ".g THEN " + x + ".a ELSE " + y + ".b END " + text.comparison() + " 2";
      case 18 -> x + ".b " + text.comparison() + " " + y + ".b";
      default -> "COALESCE(" + x + ".a, " + y + ".b) " + text.comparison() + " " + text.number(6);
    };
  }

  private String nullable() {
    return text.pick("a", "c", "d", "f", "g");
  }

  private int digit() {
    return 1 + text.number(3);
  }

  private String in() {
    return text.pick("IN", "NOT IN");
  }

  private String inEnd() {
    return text.once(4) ? ", NULL)" : ")";
  }

  private String subquery(List<String> scope, int depth) {
    String outer = text.pick(scope);
    String inner = text.alias();
    String from = " FROM " + text.table() + " " + inner + subqueryWhere(scope, outer, inner, depth);
    return switch (text.number(7)) {
      case 0 -> "EXISTS (SELECT 1" + from + ")";
      case 1 -> "NOT EXISTS (SELECT 1" + from + ")";
      case 2, 3 -> column(outer) + " " + in() + " (SELECT " + column(inner) + from + ")";
      case 4 ->
          column(outer)
              + " "
              + text.comparison()
              + text.pick(" ANY", " ALL")
              + " (SELECT "
              + column(inner)
              + from
              + ")";
      case 5 ->
          "("
              + outer
              + ".id, "
              + outer
              + ".b) "
              + in()
              + " (SELECT "
              + inner
              + ".id, "
              + inner
              + ".b"
              + from
              + ")";
      default ->
          outer
              + ".a "
              + text.comparison()
              + " (SELECT "
              + text.pick("MAX", "MIN", "COUNT", "SUM")
              + "("
              + inner
              + ".a)"
              + from
              + ")";
    };
  }

  private String subqueryWhere(List<String> scope, String outer, String inner, int depth) {
    List<String> conditions = new ArrayList<>();
    if (!text.once(3)) {
      conditions.add(
          inner
              + "."
              + text.pick("a", "b", "id")
              + " "
              + text.pick("=", "=", "=", "<", "<>")
              + " "
              + outer
              + "."
              + text.pick("a", "b", "id"));
    }
    if (text.once(2)) {
      List<String> all = new ArrayList<>(List.of(inner));
      if (text.once(3)) {
        all.addAll(scope);
      }
      conditions.add(condition(all, depth));
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private String column(String alias) {
    return alias + "." + text.pick("a", "b");
  }
}
