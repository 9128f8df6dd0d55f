package org.lightningdb.sql.plan;

import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;

/** Turns a logical tree into the cheapest tree of operators found. Thread-safe. */
public interface PhysicalChoice {
  /**
   * The same rows.
   *
   * @param order the order they must come in
   * @param options how the session wants it planned
   * @throws NotCoveredException if some node has no operator
   */
  RelNode choose(RelNode logical, RelCollation order, PlanOptions options);
}
