package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CREATE INDEX. */
public final class CreateIndex extends SqlCreate {
  private final boolean unique;
  private final SqlIdentifier name;
  private final SqlIdentifier table;
  private final List<IndexColumn> columns;
  private final List<SqlIdentifier> included;
  private final List<StoreOption> options;

  public CreateIndex(
      SqlParserPos position,
      boolean ifNotExists,
      boolean unique,
      SqlIdentifier name,
      SqlIdentifier table,
      List<IndexColumn> columns,
      List<SqlIdentifier> included,
      List<StoreOption> options) {
    super(
        new SqlSpecialOperator("CREATE INDEX", SqlKind.CREATE_INDEX), position, false, ifNotExists);
    this.unique = unique;
    this.name = name;
    this.table = table;
    this.columns = List.copyOf(columns);
    this.included = List.copyOf(included);
    this.options = List.copyOf(options);
  }

  public boolean unique() {
    return unique;
  }

  public SqlIdentifier name() {
    return name;
  }

  public SqlIdentifier table() {
    return table;
  }

  public List<IndexColumn> columns() {
    return columns;
  }

  /** The columns that entries hold beside the key. */
  public List<SqlIdentifier> included() {
    return included;
  }

  /** What WITH says. */
  public List<StoreOption> options() {
    return options;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name, table);
  }
}
