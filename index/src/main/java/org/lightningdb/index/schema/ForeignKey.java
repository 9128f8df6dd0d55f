package org.lightningdb.index.schema;

import java.util.List;

/**
 * Columns whose values, unless one is NULL, must be a key of a row of the parent table.
 *
 * @param name unique among the constraints of the table
 * @param columns the referencing columns, in the order of the columns of the parent's index
 * @param parentId the table that is referenced, which may be the table itself
 * @param parentIndexId the primary key or unique constraint of the parent that is referenced
 */
public record ForeignKey(
    String name,
    List<Integer> columns,
    int parentId,
    int parentIndexId,
    Match match,
    Action onDelete,
    Action onUpdate,
    Deferral deferral) {
  /** What a key with some columns NULL means. Names are stored. */
  public enum Match {
    /** It references nothing. */
    SIMPLE,
    /** It is an error. */
    FULL
  }

  /** What happens to rows whose parent goes. Names are stored. */
  public enum Action {
    /** An error at the end of the statement, or of the transaction if deferred. */
    NO_ACTION,
    /** An error at once. */
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT
  }

  /** When the key is checked. Names are stored. */
  public enum Deferral {
    NOT_DEFERRABLE,
    INITIALLY_IMMEDIATE,
    INITIALLY_DEFERRED
  }

  public ForeignKey {
    columns = List.copyOf(columns);
  }

  public ForeignKey withColumns(List<Integer> newColumns) {
    return new ForeignKey(
        name, newColumns, parentId, parentIndexId, match, onDelete, onUpdate, deferral);
  }

  public ForeignKey withName(String newName) {
    return new ForeignKey(
        newName, columns, parentId, parentIndexId, match, onDelete, onUpdate, deferral);
  }
}
