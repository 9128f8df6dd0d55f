package org.lightningdb.sql.parser.ast;

import java.util.ArrayList;
import java.util.List;

/** Collects the columns and constraints of a table while they are parsed. */
public final class TableElements {
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private final List<KeyDefinition> keys = new ArrayList<>();
  private final List<StoreOption> storeOptions = new ArrayList<>();
  private final List<TableConstraint> constraints = new ArrayList<>();

  public void add(ColumnDefinition column) {
    columns.add(column);
  }

  public void add(KeyDefinition key) {
    keys.add(key);
  }

  public void add(TableConstraint constraint) {
    constraints.add(constraint);
  }

  public List<ColumnDefinition> columns() {
    return columns;
  }

  /** PRIMARY KEY and UNIQUE, of columns and of the table alike, in the order of the text. */
  public List<KeyDefinition> keys() {
    return keys;
  }

  /** CHECK and FOREIGN KEY, of columns and of the table alike, in the order of the text. */
  public List<TableConstraint> constraints() {
    return constraints;
  }

  public void add(StoreOption option) {
    storeOptions.add(option);
  }

  /** What WITH says behind the parentheses. */
  public List<StoreOption> storeOptions() {
    return storeOptions;
  }
}
