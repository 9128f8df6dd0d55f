package org.lightningdb.sql.exec.expression;

import org.lightningdb.storage.vector.ColumnVector;

/** Takes positions with unknown truth out of a selection. */
final class NullRemoval {
  private NullRemoval() {}

  /** Keeps those of the first {@code count} positions at which neither vector is null. */
  static int remove(ColumnVector left, ColumnVector right, int[] positions, int count) {
    if (!left.hasNulls() && !right.hasNulls()) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      if (!left.isNull(position) && !right.isNull(position)) {
        positions[kept++] = position;
      }
    }
    return kept;
  }
}
