package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;

/** Checks what a new table or index is made of. */
final class TableDefinition {
  /** Column positions and counts are stored in two bytes. */
  private static final int COLUMNS_MAX = 4096;

  private static final int KEY_COLUMNS_MAX = 64;

  private TableDefinition() {}

  static void check(String table, List<ColumnDescriptor> columns, List<KeyConstraint> constraints) {
    if (columns.isEmpty()) {
      throw DbException.of(SqlState.INVALID_DEFINITION, "table " + table + " has no columns");
    }
    if (columns.size() > COLUMNS_MAX) {
      throw DbException.of(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "table "
              + table
              + " has "
              + columns.size()
              + " columns, at most "
              + COLUMNS_MAX
              + " are allowed");
    }
    Set<String> names = new HashSet<>();
    int identities = 0;
    for (ColumnDescriptor column : columns) {
      if (!names.add(column.name())) {
        throw DbException.of(
                SqlState.DUPLICATE_COLUMN,
                "column " + column.name() + " is defined twice in table " + table)
            .atColumn(table, column.name());
      }
      identities += column.identity() == Identity.NONE ? 0 : 1;
    }
    if (identities > 1) {
      throw DbException.of(
          SqlState.INVALID_DEFINITION, "table " + table + " has several identity columns");
    }
    long primaries = constraints.stream().filter(KeyConstraint::primary).count();
    if (primaries > 1) {
      throw DbException.of(
          SqlState.INVALID_DEFINITION, "table " + table + " has several primary keys");
    }
    for (KeyConstraint constraint : constraints) {
      checkKey(table, columns, constraint.columns());
    }
  }

  static void checkKey(String table, List<ColumnDescriptor> columns, List<KeyColumn> key) {
    if (key.isEmpty() || key.size() > KEY_COLUMNS_MAX) {
      throw DbException.of(
          SqlState.INVALID_DEFINITION,
          "a key of table "
              + table
              + " has "
              + key.size()
              + " columns, 1 to "
              + KEY_COLUMNS_MAX
              + " are allowed");
    }
    Set<Integer> seen = new HashSet<>();
    for (KeyColumn column : key) {
      String name = columns.get(column.column()).name();
      if (!seen.add(column.column())) {
        throw DbException.of(
                SqlState.DUPLICATE_COLUMN,
                "column " + name + " appears twice in a key of table " + table)
            .atColumn(table, name);
      }
    }
  }

  /** Fails unless each included column is there once and not part of the key. */
  static void checkIncluded(String table, List<ColumnDescriptor> columns, IndexDefinition index) {
    Set<Integer> seen = new HashSet<>();
    index.columns().forEach(key -> seen.add(key.column()));
    for (int column : index.included()) {
      if (!seen.add(column)) {
        String name = columns.get(column).name();
        throw DbException.of(
                SqlState.DUPLICATE_COLUMN,
                "column " + name + " appears twice in index " + index.name() + " of table " + table)
            .atColumn(table, name);
      }
    }
  }

  /** The columns with those of the primary key made NOT NULL. */
  static List<ColumnDescriptor> withPrimaryKeyNotNull(
      List<ColumnDescriptor> columns, List<KeyConstraint> constraints) {
    List<ColumnDescriptor> result = new ArrayList<>(columns);
    for (KeyConstraint constraint : constraints) {
      if (constraint.primary()) {
        for (KeyColumn key : constraint.columns()) {
          result.set(key.column(), result.get(key.column()).withNullable(false));
        }
      }
    }
    return result;
  }
}
