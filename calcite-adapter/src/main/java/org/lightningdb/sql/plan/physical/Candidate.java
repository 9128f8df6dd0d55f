package org.lightningdb.sql.plan.physical;

import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;

/**
 * A tree of operators that could answer a part of the query.
 *
 * @param rows about how many rows come
 * @param startup the cost until the first row comes
 * @param cost the cost of all rows
 * @param orders the orders in which rows come, each longest first; empty if in none
 */
record Candidate(
    RelNode node, double rows, double startup, double cost, List<RelCollation> orders) {
  Candidate {
    orders = List.copyOf(orders);
  }

  /** Whether rows come in an order. */
  boolean comesIn(RelCollation order) {
    return order.getFieldCollations().isEmpty()
        || orders.stream().anyMatch(own -> own.satisfies(order));
  }

  /** The cost if only the first rows are read. */
  double costOf(double rowsRead) {
    return rowsRead >= rows ? cost : startup + (cost - startup) * rowsRead / Math.max(1, rows);
  }
}
