package org.lightningdb.sql.parser.ast;

import java.util.List;
import org.apache.calcite.sql.SqlDrop;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** DROP SCHEMA, DROP TABLE, DROP INDEX, DROP VIEW. */
public final class DropObject extends SqlDrop {
  /** What is dropped. */
  public enum Kind {
    SCHEMA(SqlKind.DROP_SCHEMA),
    TABLE(SqlKind.DROP_TABLE),
    INDEX(SqlKind.DROP_INDEX),
    VIEW(SqlKind.DROP_VIEW);

    private final SqlKind sqlKind;

    Kind(SqlKind sqlKind) {
      this.sqlKind = sqlKind;
    }
  }

  private final Kind kind;
  private final List<SqlIdentifier> names;
  private final boolean cascade;

  public DropObject(
      SqlParserPos position,
      Kind kind,
      boolean ifExists,
      List<SqlIdentifier> names,
      boolean cascade) {
    super(new SqlSpecialOperator("DROP " + kind, kind.sqlKind), position, ifExists);
    this.kind = kind;
    this.names = List.copyOf(names);
    this.cascade = cascade;
  }

  public Kind objectKind() {
    return kind;
  }

  public boolean ifExists() {
    return ifExists;
  }

  public List<SqlIdentifier> names() {
    return names;
  }

  /** Whether what needs the object is dropped, too. */
  public boolean cascade() {
    return cascade;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.copyOf(names);
  }
}
