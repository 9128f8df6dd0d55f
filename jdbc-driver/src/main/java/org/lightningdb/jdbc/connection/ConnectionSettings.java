package org.lightningdb.jdbc.connection;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.refusal.UnsupportedConnection;
import org.lightningdb.jdbc.value.MemoryBlob;
import org.lightningdb.jdbc.value.MemoryClob;
import org.lightningdb.jdbc.value.SelfWrapper;

/** What a connection knows by itself, without asking the database. */
abstract class ConnectionSettings extends UnsupportedConnection implements SelfWrapper {
  /** The names of client information that are kept. */
  private static final List<String> CLIENT_INFO =
      List.of("ApplicationName", "ClientUser", "ClientHostname");

  private final Properties clientInfo = new Properties();
  private int holdability = ResultSet.CLOSE_CURSORS_AT_COMMIT;

  abstract void checkOpen() throws SQLException;

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return holdability;
  }

  @Override
  public void setHoldability(int wish) throws SQLException {
    checkOpen();
    holdability =
        ResultShape.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, wish).holdability();
  }

  /** There are no catalogs. */
  @Override
  public @Nullable String getCatalog() throws SQLException {
    checkOpen();
    return null;
  }

  /** There are no catalogs; JDBC wants this to be ignored. */
  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return Map.of();
  }

  @Override
  public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.notSupported("a map of user-defined types");
    }
  }

  @Override
  public Blob createBlob() throws SQLException {
    checkOpen();
    return new MemoryBlob(new byte[0]);
  }

  @Override
  public Clob createClob() throws SQLException {
    return createNClob();
  }

  @Override
  public NClob createNClob() throws SQLException {
    checkOpen();
    return new MemoryClob("");
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (!CLIENT_INFO.contains(name)) {
      throw new SQLClientInfoException(
          "unknown client information " + name + "; known are " + String.join(", ", CLIENT_INFO),
          Map.of(name, java.sql.ClientInfoStatus.REASON_UNKNOWN_PROPERTY));
    }
    if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    for (String name : CLIENT_INFO) {
      setClientInfo(name, properties.getProperty(name));
    }
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.getProperty(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    copy.putAll(clientInfo);
    return copy;
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return 0;
  }

  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
    checkOpen();
    if (millis < 0) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "negative timeout " + millis);
    }
    if (millis > 0) {
      throw SqlErrors.notSupported("Connection.setNetworkTimeout");
    }
  }

  /** The level that a level of JDBC becomes: the next stronger one that exists. */
  static int effectiveIsolation(int level) throws SQLException {
    return switch (level) {
      case Connection.TRANSACTION_READ_UNCOMMITTED, Connection.TRANSACTION_READ_COMMITTED ->
          Connection.TRANSACTION_READ_COMMITTED;
      case Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE -> level;
      default -> throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "transaction isolation " + level);
    };
  }
}
