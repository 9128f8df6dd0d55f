package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CREATE VIEW. */
public final class CreateView extends SqlCreate {
  /** WITH CHECK OPTION. */
  public enum Check {
    NONE,
    LOCAL,
    CASCADED
  }

  private final SqlIdentifier name;
  private final SqlNodeList columns;
  private final SqlNode query;
  private final String text;
  private final Check check;

  /**
   * A statement.
   *
   * @param text the query as written
   */
  public CreateView(
      SqlParserPos position,
      boolean replace,
      boolean ifNotExists,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      String text,
      Check check) {
    super(
        new SqlSpecialOperator("CREATE VIEW", SqlKind.CREATE_VIEW), position, replace, ifNotExists);
    this.name = name;
    this.columns = columns;
    this.query = query;
    this.text = text;
    this.check = check;
  }

  public boolean replace() {
    return getReplace();
  }

  public SqlIdentifier name() {
    return name;
  }

  /** Names for the first columns; empty if none are given. */
  public SqlNodeList columns() {
    return columns;
  }

  public SqlNode query() {
    return query;
  }

  /** The query as written. */
  public String text() {
    return text;
  }

  public Check check() {
    return check;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name, columns, query);
  }
}
