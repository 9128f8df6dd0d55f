package org.lightningdb.sql.differential;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.PlanMethod;

/**
 * Makes a failing query and its tables smaller as long as both databases still accept it and still
 * differ, and writes what is left as a script. Delta debugging (Zeller and Hildebrandt, 2002): runs
 * of tokens that are balanced in parentheses, then runs of rows, are left out, first long ones,
 * then shorter ones. A query that the other database is asked in other words keeps its text.
 */
final class Shrinker {
  private static final Pattern TOKEN =
      Pattern.compile("'[^']*'|[A-Za-z_][A-Za-z_0-9.]*|\\d+(\\.\\d+)?|<>|<=|>=|\\|\\||\\S");

  private final boolean large;
  private final Set<PlanMethod> avoided;
  private int triesLeft;
  private TestTables tables;
  private Query query;
  private String difference;

  /**
   * @param triesMax how many smaller failures are tried
   */
  Shrinker(
      TestTables tables,
      boolean large,
      Query query,
      Set<PlanMethod> avoided,
      String difference,
      int triesMax) {
    this.tables = tables;
    this.large = large;
    this.query = query;
    this.avoided = avoided;
    this.difference = difference;
    this.triesLeft = triesMax;
  }

  /** The smallest failure found, as a script. */
  String script() throws SQLException {
    if (query.isShared() || query.theirs() == null) {
      shrinkText();
    }
    shrinkRows();
    return tables.script()
        + "-- avoiding "
        + PlanMethod.text(avoided)
        + ", tables taken for "
        + (large ? "large" : "what they are")
        + "\n"
        + query.sql()
        + ";\n-- "
        + difference;
  }

  private void shrinkText() throws SQLException {
    try (TwinDatabases databases = new TwinDatabases(tables, large)) {
      boolean smaller = true;
      while (smaller && triesLeft > 0) {
        boolean shorter = leaveOut(databases);
        smaller = openParentheses(databases) || shorter;
      }
    }
  }

  /** Leaves out runs of tokens; whether any could go. */
  private boolean leaveOut(TwinDatabases databases) {
    boolean smaller = false;
    List<String> tokens = tokens(query.sql());
    for (int length = tokens.size() / 2; length >= 1; length--) {
      int from = 0;
      while (from + length <= tokens.size() && triesLeft > 0) {
        List<String> remaining = new ArrayList<>(tokens);
        remaining.subList(from, from + length).clear();
        if (isBalanced(tokens.subList(from, from + length)) && replace(databases, remaining)) {
          tokens = remaining;
          smaller = true;
        } else {
          from++;
        }
      }
    }
    return smaller;
  }

  /** Leaves out parentheses but not what is in them; whether any could go. */
  private boolean openParentheses(TwinDatabases databases) {
    boolean smaller = false;
    List<String> tokens = tokens(query.sql());
    for (int from = 0; from < tokens.size() && triesLeft > 0; from++) {
      if (tokens.get(from).equals("(")) {
        int to = from + 1;
        while (!isBalanced(tokens.subList(from, to + 1))) {
          to++;
        }
        List<String> remaining = new ArrayList<>(tokens);
        remaining.remove(to);
        remaining.remove(from);
        if (replace(databases, remaining)) {
          tokens = remaining;
          smaller = true;
        }
      }
    }
    return smaller;
  }

  private boolean replace(TwinDatabases databases, List<String> tokens) {
    Query smaller = query.map(sql -> String.join(" ", tokens));
    if (!stillDiffers(databases, smaller)) {
      return false;
    }
    query = smaller;
    return true;
  }

  private void shrinkRows() throws SQLException {
    for (String name : List.copyOf(tables.rows().keySet())) {
      int size = tables.rows().getOrDefault(name, List.of()).size();
      for (int length = Math.max(1, size / 2); length >= 1 && size > 0; length /= 2) {
        int from = 0;
        while (from + length <= size && triesLeft > 0) {
          TestTables fewer = tables.without(name, from, from + length);
          try (TwinDatabases databases = new TwinDatabases(fewer, large)) {
            if (stillDiffers(databases, query)) {
              tables = fewer;
              size -= length;
            } else {
              from += length;
            }
          }
        }
      }
    }
  }

  private boolean stillDiffers(TwinDatabases databases, Query smaller) {
    triesLeft--;
    @Nullable String found;
    try {
      found = new Comparison(databases, smaller, avoided).difference();
    } catch (SQLException notSql) {
      // The other database refuses it: not a query any more.
      return false;
    }
    if (found == null || !Comparison.kind(found).equals(Comparison.kind(difference))) {
      return false;
    }
    difference = found;
    return true;
  }

  private static List<String> tokens(String sql) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(sql);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private static boolean isBalanced(List<String> tokens) {
    int depth = 0;
    for (String token : tokens) {
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }
}
