package org.lightningdb.sql.plan;

import java.util.Set;

/**
 * How a session wants its statements planned.
 *
 * @param avoided ways not to plan where there is another
 * @param workers how many threads a query may have; plans show it and do not depend on it
 * @param parallelRows how many rows a scan has to read for several threads to be worth it
 */
public record PlanOptions(Set<PlanMethod> avoided, int workers, long parallelRows) {
  /** Fewer rows are read in about the time in which other threads have begun to help. */
  public static final long PARALLEL_ROWS_DEFAULT = 100_000;

  public PlanOptions {
    avoided = Set.copyOf(avoided);
  }

  /** One thread. */
  public static PlanOptions avoiding(Set<PlanMethod> avoided) {
    return new PlanOptions(avoided, 1, PARALLEL_ROWS_DEFAULT);
  }
}
