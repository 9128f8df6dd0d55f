package org.lightningdb.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.value.SelfWrapper;

/**
 * A DataSource, to be set up as a bean. It does not pool. Set it up in one thread, then use it from
 * any.
 */
public final class LightningDataSource implements DataSource, SelfWrapper {
  private final LightningDriver driver = new LightningDriver();
  private final Properties properties = new Properties();
  private String url = "";
  private @Nullable PrintWriter logWriter;

  public String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public @Nullable String getUser() {
    return properties.getProperty(ConnectOptions.USER);
  }

  public void setUser(@Nullable String user) {
    setProperty(ConnectOptions.USER, user);
  }

  public void setPassword(@Nullable String password) {
    setProperty(ConnectOptions.PASSWORD, password);
  }

  /** Sets a connection option, or takes it away if the value is null. */
  public void setProperty(String name, @Nullable String value) {
    if (value == null) {
      properties.remove(name);
    } else {
      properties.setProperty(name, value);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connect(properties);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Properties own = new Properties();
    own.putAll(properties);
    if (user != null) {
      own.setProperty(ConnectOptions.USER, user);
    }
    if (password != null) {
      own.setProperty(ConnectOptions.PASSWORD, password);
    }
    return connect(own);
  }

  private Connection connect(Properties with) throws SQLException {
    Connection connection = driver.connect(url, with);
    if (connection == null) {
      throw SqlErrors.of(
          SqlErrors.UNABLE_TO_CONNECT,
          url.isEmpty()
              ? "the data source has no URL; call setUrl"
              : "the URL " + url + " does not begin with " + JdbcUrl.PREFIX);
    }
    return connection;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {
    logWriter = writer;
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    if (seconds != 0) {
      throw SqlErrors.notSupported("a login timeout");
    }
  }

  @Override
  public Logger getParentLogger() {
    return driver.getParentLogger();
  }
}
