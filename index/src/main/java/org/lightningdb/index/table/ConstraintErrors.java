package org.lightningdb.index.table;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.bytes.Slice;

/** Words for violated constraints. */
final class ConstraintErrors {
  private ConstraintErrors() {}

  static DbException notNull(TableDescriptor table, int column) {
    String name = table.columns().get(column).name();
    return DbException.of(
            SqlState.NOT_NULL_VIOLATION,
            "column " + name + " of table " + table.name() + " must not be NULL")
        .atColumn(table.name(), name);
  }

  /**
   * @param key starts with the key columns of {@code index}
   */
  static DbException duplicate(TableDescriptor table, IndexLayout index, Slice key) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    KeyReader reader = new KeyReader(index.parts()).set(key);
    for (int i = 0; i < index.columns().length; i++) {
      ColumnDescriptor column = table.columns().get(index.columns()[i]);
      names.add(column.name());
      values.add(show(reader.valueAt(i)));
    }
    String name = index.index().name();
    return DbException.of(
            SqlState.UNIQUE_VIOLATION,
            "duplicate key "
                + names
                + " = "
                + values
                + " in table "
                + table.name()
                + ", which "
                + (index.index().constraint() ? "constraint " : "unique index ")
                + name
                + " forbids")
        .atConstraint(table.name(), name);
  }

  static String show(@Nullable Object value) {
    if (value instanceof String text) {
      String stripped = text.stripTrailing();
      return "'" + (stripped.length() > 40 ? stripped.substring(0, 40) + "…" : stripped) + "'";
    }
    return value instanceof byte[] bytes
        ? Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, 16)))
        : String.valueOf(value);
  }
}
