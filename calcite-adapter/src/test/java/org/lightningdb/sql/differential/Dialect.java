package org.lightningdb.sql.differential;

/** Whom the random queries are asked besides us, and what that database can be asked. */
enum Dialect {
  H2,
  POSTGRESQL;

  /** FULL JOIN, GROUPING SETS, LATERAL, INTERSECT ALL and EXCEPT ALL. */
  boolean knowsTheWholeStandard() {
    return this == POSTGRESQL;
  }

  /** LAG, LEAD, FIRST_VALUE … IGNORE NULLS. */
  boolean ignoresNulls() {
    return this == H2;
  }
}
