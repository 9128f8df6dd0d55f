package org.lightningdb.sql.exec;

import org.jspecify.annotations.Nullable;

/** Where one column of an inserted row takes its value from. */
public sealed interface InsertCell {
  /** A value known when planned, already of the column's type. */
  record Constant(@Nullable Object value) implements InsertCell {}

  /** A parameter, by number from 0. */
  record Parameter(int index) implements InsertCell {}

  /** The table's counter. */
  record Identity() implements InsertCell {}

  /** A column of the computed values or of the source query, by number from 0. */
  record Source(int column) implements InsertCell {}
}
