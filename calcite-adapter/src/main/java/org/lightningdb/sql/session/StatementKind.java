package org.lightningdb.sql.session;

/** What a statement does, as far as a client must know. */
public enum StatementKind {
  QUERY,
  INSERT,
  UPDATE,
  DELETE,
  MERGE,
  DDL,
  /** COMMIT, ROLLBACK, SAVEPOINT and the like. */
  TRANSACTION,
  /** SET and the like. */
  SESSION;

  public boolean returnsRows() {
    return this == QUERY;
  }
}
