package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * FOREIGN KEY (columns) REFERENCES parent (columns), or REFERENCES beside a column.
 *
 * @param parentColumns empty: the parent's primary key
 * @param matchFull MATCH FULL instead of SIMPLE
 */
public record ForeignKeyDefinition(
    @Nullable SqlIdentifier name,
    List<SqlIdentifier> columns,
    SqlIdentifier parent,
    List<SqlIdentifier> parentColumns,
    boolean matchFull,
    Action onDelete,
    Action onUpdate,
    boolean deferrable,
    boolean initiallyDeferred,
    SqlParserPos position)
    implements TableConstraint {
  /** What happens to a child when its parent goes or gets another key. */
  public enum Action {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT
  }

  public ForeignKeyDefinition {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }

  /** Collects the clauses of one foreign key. */
  public static final class Builder {
    private final @Nullable SqlIdentifier name;
    private final List<SqlIdentifier> columns;
    private @Nullable SqlIdentifier parent;
    private List<SqlIdentifier> parentColumns = List.of();
    private boolean matchFull;
    private @Nullable Action onDelete;
    private @Nullable Action onUpdate;
    private @Nullable Boolean deferrable;
    private boolean initiallyDeferred;

    public Builder(@Nullable SqlIdentifier name, List<SqlIdentifier> columns) {
      this.name = name;
      this.columns = columns;
    }

    public void parent(SqlIdentifier table, List<SqlIdentifier> referenced) {
      parent = table;
      parentColumns = referenced;
    }

    public void matchFull() {
      matchFull = true;
    }

    public void onDelete(Action action, SqlParserPos position) {
      requireOnce(onDelete, "ON DELETE", position);
      onDelete = action;
    }

    public void onUpdate(Action action, SqlParserPos position) {
      requireOnce(onUpdate, "ON UPDATE", position);
      onUpdate = action;
    }

    private static void requireOnce(@Nullable Action before, String clause, SqlParserPos position) {
      if (before != null) {
        throw DbException.of(SqlState.SYNTAX_ERROR, clause + " is there twice")
            .atPosition(position.getLineNum(), position.getColumnNum());
      }
    }

    public void deferrable(boolean value) {
      deferrable = value;
    }

    public void initiallyDeferred(boolean value) {
      initiallyDeferred = value;
    }

    public ForeignKeyDefinition build(SqlParserPos position) {
      if (parent == null) {
        throw new IllegalStateException("a foreign key without parent");
      }
      if (initiallyDeferred && Boolean.FALSE.equals(deferrable)) {
        throw DbException.of(
                SqlState.SYNTAX_ERROR, "constraint declared INITIALLY DEFERRED must be DEFERRABLE")
            .atPosition(position.getLineNum(), position.getColumnNum());
      }
      return new ForeignKeyDefinition(
          name,
          columns,
          parent,
          parentColumns,
          matchFull,
          onDelete == null ? Action.NO_ACTION : onDelete,
          onUpdate == null ? Action.NO_ACTION : onUpdate,
          initiallyDeferred || Boolean.TRUE.equals(deferrable),
          initiallyDeferred,
          position);
    }
  }
}
