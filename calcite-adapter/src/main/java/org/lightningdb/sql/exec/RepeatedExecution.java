package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Snapshot;

/** A change executed once for each row of parameters, each time seeing what went before. */
final class RepeatedExecution {
  private RepeatedExecution() {}

  /** Returns the rows changed by each. */
  static long[] run(
      PreparedPlan.ModifyPlan plan,
      ExecutionContext context,
      List<List<@Nullable Object>> parameterRows,
      @Nullable ChangeObserver observer) {
    long[] counts = new long[parameterRows.size()];
    for (int i = 0; i < counts.length; i++) {
      context.checkCancelled();
      try (Snapshot snapshot = context.transaction().snapshot()) {
        counts[i] =
            plan.execute(new DerivedContext(context, parameterRows.get(i), snapshot), observer);
      }
    }
    return counts;
  }
}
