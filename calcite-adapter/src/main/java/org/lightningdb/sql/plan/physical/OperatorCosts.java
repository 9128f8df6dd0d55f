package org.lightningdb.sql.plan.physical;

/** What operators cost for each row; the unit is a row that a table scan reads. */
final class OperatorCosts {
  static final double FILTER = 0.2;
  static final double PROJECT = 0.1;
  static final double SORT_COMPARISON = 0.15;
  static final double TOP = 0.5;
  static final double LIMIT = 0.01;
  static final double AGGREGATE = 1;
  static final double GROUP = 1;
  static final double SORTED_AGGREGATE = 0.6;
  static final double SORTED_GROUP = 0.4;
  static final double WINDOW = 4;
  static final double SET_OPERATION = 1;
  static final double HASH_BUILD = 2;
  static final double HASH_PROBE = 1;
  static final double HASH_MATCH = 0.5;
  static final double MERGE_OUTER = 0.7;
  static final double MERGE_INNER = 1.2;
  static final double NESTED_LOOP_PAIR = 0.3;
  static final double CORRELATE_ROW = 400;
  static final double BATCHED_LOOKUP = 40;

  private OperatorCosts() {}

  static double sort(double rows) {
    return rows + SORT_COMPARISON * rows * Math.log(Math.max(2, rows)) / Math.log(2);
  }
}
