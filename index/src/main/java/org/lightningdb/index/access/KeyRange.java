package org.lightningdb.index.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of an index to visit: equality on a prefix of the key columns, then at most one
 * range on the next column. Values are Java values of the column types ({@link
 * org.lightningdb.index.type.SqlType}), already converted to them.
 *
 * @param equal values of the leading key columns; a null value means IS NULL
 * @param lower smallest value of the column after the prefix, or null for no lower bound
 * @param upper largest value of that column, or null for no upper bound. If either bound is given,
 *     entries with NULL in that column are not visited; bounds are in the order of values, whether
 *     the column is ascending or descending in the index
 */
public record KeyRange(List<@Nullable Object> equal, @Nullable Bound lower, @Nullable Bound upper) {
  /** One end of a range. */
  public record Bound(Object value, boolean inclusive) {}

  private static final KeyRange ALL = new KeyRange(List.of(), null, null);

  public KeyRange {
    equal = Collections.unmodifiableList(new ArrayList<>(equal));
  }

  public static KeyRange all() {
    return ALL;
  }
}
