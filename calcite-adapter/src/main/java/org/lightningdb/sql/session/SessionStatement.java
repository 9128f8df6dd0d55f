package org.lightningdb.sql.session;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ResultColumn;

/** A prepared statement: its text, and what it was compiled to last. Confined to its session. */
final class SessionStatement implements PreparedStatement {
  private final String sql;
  private Compiled compiled;
  private long catalogVersion;
  private String schema;

  SessionStatement(String sql, Compiled compiled, long catalogVersion, String schema) {
    this.sql = sql;
    this.compiled = compiled;
    this.catalogVersion = catalogVersion;
    this.schema = schema;
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public StatementKind kind() {
    return compiled.kind();
  }

  @Override
  public List<SqlType> parameterTypes() {
    return compiled.parameterTypes();
  }

  @Override
  public List<ResultColumn> columns() {
    return compiled.columns();
  }

  Compiled compiled() {
    return compiled;
  }

  boolean fits(long currentVersion, String currentSchema) {
    return catalogVersion == currentVersion && schema.equals(currentSchema);
  }

  void replace(Compiled newer, long newVersion, String newSchema) {
    compiled = newer;
    catalogVersion = newVersion;
    schema = newSchema;
  }
}
