package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CREATE SCHEMA. */
public final class CreateSchema extends SqlCreate {
  private final SqlIdentifier name;

  public CreateSchema(SqlParserPos position, boolean ifNotExists, SqlIdentifier name) {
    super(
        new SqlSpecialOperator("CREATE SCHEMA", SqlKind.CREATE_SCHEMA),
        position,
        false,
        ifNotExists);
    this.name = name;
  }

  public SqlIdentifier name() {
    return name;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name);
  }
}
