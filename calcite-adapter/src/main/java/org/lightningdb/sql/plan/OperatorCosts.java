package org.lightningdb.sql.plan;

/**
 * What single steps cost; the unit is a row that a table scan reads.
 *
 * <p>{@code org.lightningdb.benchmarks.cost.CostConstants} measures them, relative to a row of four
 * integers that are read and added up. A first run (12.5 ns for such a row; all data cached, the
 * machine not alone) gave: filter 0.4, projection 0.4, comparison of a sort 0.3, top 0.2, hashed
 * aggregate 0.5 and 10 for each of 600,000 groups, sorted aggregate 0.4 and 4 a group, hash build 1
 * to 9 from a small table to one of a million rows, probe 0.7, match 0.5, merge 0.8 a row outside
 * and at most 0.4 inside, pair of a nested loop 0.2, index entry 2, row looked up 32, seek 35,
 * batched lookup 130, reading backward 4, window with its sort 17. With all of these the queries of
 * TPC-H at scale 0.1 took a fifth more processor time than with the values here, which come from
 * rows that are wider and estimates that are rougher than the benchmark's; so the values stayed.
 */
public final class OperatorCosts {
  /** Finding the beginning of a range of an index. */
  static final double SEEK = 25;

  /** Finding the row of an index entry, one of many in a batch. */
  static final double LOOKUP = 40;

  /** Finding another place in an index that is being read. */
  static final double JUMP = 15;

  /** A row of a table that is not read column by column. */
  static final double ROW_BY_ROW = 4;

  /** An entry of which only the row's key is noted or looked for. */
  static final double FILTER_ENTRY = 1.5;

  /** An entry of an index that has all columns wanted. */
  static final double ENTRY = 0.6;

  /** How many times as much reading costs against the order of the keys. */
  static final double BACKWARD = 1.01;

  public static final double FILTER = 0.2;
  public static final double PROJECT = 0.1;
  public static final double SORT_COMPARISON = 0.15;
  public static final double TOP = 0.5;
  public static final double LIMIT = 0.01;
  public static final double AGGREGATE = 1;
  public static final double GROUP = 1;
  public static final double SORTED_AGGREGATE = 0.6;
  public static final double SORTED_GROUP = 0.4;
  public static final double WINDOW = 4;
  public static final double SET_OPERATION = 1;
  public static final double HASH_BUILD = 2;
  public static final double HASH_PROBE = 1;
  public static final double HASH_MATCH = 0.5;
  public static final double MERGE_OUTER = 0.7;
  public static final double MERGE_INNER = 1.2;
  public static final double NESTED_LOOP_PAIR = 0.3;

  /** Opening an inner side anew; not measured. */
  public static final double CORRELATE_ROW = 400;

  /** Looking up one row of a join in an index, many at a time, and noting it. */
  public static final double BATCHED_LOOKUP = 40;

  private OperatorCosts() {}

  /** Sorting so many rows. */
  public static double sort(double rows) {
    return rows + SORT_COMPARISON * rows * Math.log(Math.max(2, rows)) / Math.log(2);
  }
}
