package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CREATE TABLE with its columns, keys and other constraints. */
public final class CreateTable extends SqlCreate {
  private final SqlIdentifier name;
  private final TableElements elements;

  public CreateTable(
      SqlParserPos position, boolean ifNotExists, SqlIdentifier name, TableElements elements) {
    super(
        new SqlSpecialOperator("CREATE TABLE", SqlKind.CREATE_TABLE), position, false, ifNotExists);
    this.name = name;
    this.elements = elements;
  }

  public SqlIdentifier name() {
    return name;
  }

  /** What stands between the parentheses. */
  public TableElements elements() {
    return elements;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name);
  }
}
