package org.lightningdb.sql.differential;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A random query.
 *
 * @param ordered whether it fixes the order of its rows
 * @param theirs the same for the other database; null = that one cannot be asked, only our own ways
 *     are compared
 */
record Query(String sql, boolean ordered, @Nullable String theirs) {
  static Query unordered(String sql) {
    return new Query(sql, false, sql);
  }

  static Query ordered(String sql) {
    return new Query(sql, true, sql);
  }

  /** Both databases are asked the same text. */
  boolean isShared() {
    return sql.equals(theirs);
  }

  Query map(UnaryOperator<String> change) {
    String changed = change.apply(sql);
    return new Query(changed, ordered, theirs == null ? null : change.apply(theirs));
  }
}
