package org.lightningdb.index.error;

import org.jspecify.annotations.Nullable;

/**
 * An error for the user of the database: SQLState, text, and where it applies the position in the
 * SQL text and the names of table, column and constraint. Built with {@link #of} and the {@code
 * at…} methods, which return changed copies.
 */
public final class DbException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where in the SQL text, both counted from 1; 0 = unknown. */
  public record Position(int line, int column) implements java.io.Serializable {
    public static final Position UNKNOWN = new Position(0, 0);
  }

  private final SqlState state;
  private final Position position;
  private final @Nullable String table;
  private final @Nullable String column;
  private final @Nullable String constraint;

  private DbException(
      SqlState state,
      String message,
      Position position,
      @Nullable String table,
      @Nullable String column,
      @Nullable String constraint,
      @Nullable Throwable cause) {
    super(message, cause);
    this.state = state;
    this.position = position;
    this.table = table;
    this.column = column;
    this.constraint = constraint;
  }

  public static DbException of(SqlState state, String message) {
    return new DbException(state, message, Position.UNKNOWN, null, null, null, null);
  }

  public static DbException of(SqlState state, String message, Throwable cause) {
    return new DbException(state, message, Position.UNKNOWN, null, null, null, cause);
  }

  public static DbException notSupported(String feature) {
    return of(SqlState.FEATURE_NOT_SUPPORTED, feature + " is not supported");
  }

  public DbException atPosition(int line, int columnInLine) {
    return new DbException(
        state, text(), new Position(line, columnInLine), table, column, constraint, getCause());
  }

  public DbException atTable(String name) {
    return new DbException(state, text(), position, name, column, constraint, getCause());
  }

  public DbException atColumn(String tableName, String columnName) {
    return new DbException(state, text(), position, tableName, columnName, constraint, getCause());
  }

  public DbException atConstraint(String tableName, String constraintName) {
    return new DbException(state, text(), position, tableName, column, constraintName, getCause());
  }

  public SqlState state() {
    return state;
  }

  public Position position() {
    return position;
  }

  public @Nullable String table() {
    return table;
  }

  public @Nullable String column() {
    return column;
  }

  public @Nullable String constraint() {
    return constraint;
  }

  /** Whether the same transaction, begun anew, may succeed. */
  public boolean isRetryable() {
    return state.code().startsWith("40") && state != SqlState.COMPLETION_UNKNOWN;
  }

  /** The message without the position. */
  public String text() {
    String message = super.getMessage();
    return message == null ? state.name() : message;
  }

  @Override
  public String getMessage() {
    return position.line() == 0
        ? text()
        : text() + " (line " + position.line() + ", column " + position.column() + ")";
  }
}
