package org.lightningdb.index.access;

import org.jspecify.annotations.Nullable;

/**
 * A simple condition that the scan itself evaluates; a row passes only if it is true (not unknown).
 *
 * @param column position in the table
 * @param value Java value of the column's type; null exactly for the two NULL tests
 */
public record ColumnPredicate(int column, Comparison comparison, @Nullable Object value) {
  /** How the column is compared with the value. */
  public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IS_NULL,
    IS_NOT_NULL
  }
}
