package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CREATE TABLE with its columns and keys. */
public final class CreateTable extends SqlCreate {
  private final SqlIdentifier name;
  private final List<ColumnDefinition> columns;
  private final List<KeyDefinition> keys;

  public CreateTable(
      SqlParserPos position,
      boolean ifNotExists,
      SqlIdentifier name,
      List<ColumnDefinition> columns,
      List<KeyDefinition> keys) {
    super(
        new SqlSpecialOperator("CREATE TABLE", SqlKind.CREATE_TABLE), position, false, ifNotExists);
    this.name = name;
    this.columns = List.copyOf(columns);
    this.keys = List.copyOf(keys);
  }

  public SqlIdentifier name() {
    return name;
  }

  public List<ColumnDefinition> columns() {
    return columns;
  }

  /** PRIMARY KEY and UNIQUE, of columns and of the table alike, in the order of the text. */
  public List<KeyDefinition> keys() {
    return keys;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name);
  }
}
