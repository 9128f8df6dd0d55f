package org.lightningdb.sql.lower;

/** Which old states of changed rows a plan keeps for RETURNING. */
enum Kept {
  NOTHING,
  /** Those of deleted rows. */
  DELETED,
  /** Those of updated rows, too. */
  ALL;

  /** What a RETURNING needs. */
  static Kept of(boolean oldNamed) {
    return oldNamed ? ALL : DELETED;
  }
}
