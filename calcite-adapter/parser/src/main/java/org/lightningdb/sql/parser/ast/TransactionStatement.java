package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** BEGIN, COMMIT, ROLLBACK, the savepoint statements and SET TRANSACTION. */
public final class TransactionStatement extends Statement {
  /** What the statement asks for. */
  public enum Action {
    BEGIN,
    COMMIT,
    ROLLBACK,
    SAVEPOINT,
    ROLLBACK_TO_SAVEPOINT,
    RELEASE_SAVEPOINT,
    /** Modes of the next (or the just begun, still unused) transaction only. */
    SET_TRANSACTION,
    /** Modes of all later transactions of the session. */
    SET_SESSION_DEFAULTS
  }

  private final Action action;
  private final @Nullable String savepoint;
  private final TransactionModes modes;

  private TransactionStatement(
      SqlParserPos position, Action action, @Nullable String savepoint, TransactionModes modes) {
    super(action.name().replace('_', ' '), position);
    this.action = action;
    this.savepoint = savepoint;
    this.modes = modes;
  }

  public static TransactionStatement begin(SqlParserPos position, TransactionModes modes) {
    return new TransactionStatement(position, Action.BEGIN, null, modes);
  }

  public static TransactionStatement setTransaction(SqlParserPos position, TransactionModes modes) {
    return new TransactionStatement(position, Action.SET_TRANSACTION, null, modes);
  }

  public static TransactionStatement setSessionDefaults(
      SqlParserPos position, TransactionModes modes) {
    return new TransactionStatement(position, Action.SET_SESSION_DEFAULTS, null, modes);
  }

  public static TransactionStatement of(
      SqlParserPos position, Action action, @Nullable SqlIdentifier savepoint) {
    String name = savepoint == null ? null : savepoint.getSimple();
    return new TransactionStatement(position, action, name, TransactionModes.NONE);
  }

  public Action action() {
    return action;
  }

  /** The savepoint's name; only for the three savepoint actions. */
  public String savepoint() {
    if (savepoint == null) {
      throw new IllegalStateException(action + " has no savepoint");
    }
    return savepoint;
  }

  public TransactionModes modes() {
    return modes;
  }
}
