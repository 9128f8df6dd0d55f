package org.lightningdb.sql.session;

/** Which statements of a session share plans that were made before. */
enum PlanCaching {
  /** None: each is planned anew. */
  OFF,
  /** Those with the same text. */
  EXACT,
  /** Also those whose texts differ only in literals. */
  ON
}
