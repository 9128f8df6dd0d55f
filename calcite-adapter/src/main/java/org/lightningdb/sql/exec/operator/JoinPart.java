package org.lightningdb.sql.exec.operator;

import org.lightningdb.sql.exec.store.SpillPartitions;

/**
 * Which part of a hash join an operator answers, after others spilled; marks depend on all right
 * rows.
 *
 * @param level how often the rows were divided
 * @param anyRight whether the whole join has any right row for sure
 * @param nullKeys whether any right row of the whole join has NULL in a key for sure
 */
record JoinPart(int level, boolean anyRight, boolean nullKeys) {
  static final JoinPart WHOLE = new JoinPart(0, false, false);

  /** The same of a part that is not divided any more. */
  JoinPart indivisible() {
    return new JoinPart(SpillPartitions.LEVEL_MAX, anyRight, nullKeys);
  }
}
