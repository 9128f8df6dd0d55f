package org.lightningdb.storage.column;

import java.util.List;

/**
 * Conditions that all must hold. Blocks whose zone maps rule them out are not looked at, and the
 * rows of the others are tested before any other column is read: a scan returns exactly the rows
 * that pass.
 */
public record ZonePredicate(List<ColumnCondition> conditions) {
  private static final ZonePredicate NONE = new ZonePredicate(List.of());

  public ZonePredicate {
    conditions = List.copyOf(conditions);
  }

  /** Lets every row pass. */
  public static ZonePredicate none() {
    return NONE;
  }

  public boolean holds(ShapedRow row) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).holds(row)) {
        return false;
      }
    }
    return true;
  }
}
