package org.lightningdb.sql.parser.ast;

import org.jspecify.annotations.Nullable;

/**
 * The modes after BEGIN or SET TRANSACTION; null = not said.
 *
 * @param level the isolation level as written
 */
public record TransactionModes(@Nullable Level level, @Nullable Boolean readOnly) {
  /** The isolation levels that SQL text can name. */
  public enum Level {
    READ_UNCOMMITTED,
    READ_COMMITTED,
    REPEATABLE_READ,
    SNAPSHOT,
    SERIALIZABLE
  }

  public static final TransactionModes NONE = new TransactionModes(null, null);

  public TransactionModes withLevel(Level value) {
    return new TransactionModes(value, readOnly);
  }

  public TransactionModes withReadOnly(boolean value) {
    return new TransactionModes(level, value);
  }
}
