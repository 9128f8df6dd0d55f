package org.lightningdb.jdbc.connection;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;

/** A savepoint; the database knows whether it is still valid. */
final class LightningSavepoint implements Savepoint {
  private final LightningConnection connection;
  private final int id;
  private final @Nullable String name;

  LightningSavepoint(LightningConnection connection, int id, @Nullable String name) {
    this.connection = connection;
    this.id = id;
    this.name = name;
  }

  boolean belongsTo(LightningConnection candidate) {
    return connection == candidate;
  }

  /** The name the database knows it by. */
  String linkName() {
    return name == null ? "JDBC_" + id : name;
  }

  @Override
  public int getSavepointId() throws SQLException {
    if (name != null) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT, "the savepoint " + name + " has a name, no id");
    }
    return id;
  }

  @Override
  public String getSavepointName() throws SQLException {
    if (name == null) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "savepoint " + id + " has an id, no name");
    }
    return name;
  }
}
