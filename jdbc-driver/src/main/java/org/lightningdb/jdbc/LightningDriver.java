package org.lightningdb.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.connection.LightningConnection;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkOpener;
import org.lightningdb.jdbc.link.LinkOption;
import org.lightningdb.jdbc.link.ProductVersion;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * The JDBC driver of Lightning DB, embedded and remote; {@link JdbcUrl} tells the forms of its
 * URLs. DriverManager finds it by itself. Thread-safe.
 */
public final class LightningDriver implements Driver {
  static {
    try {
      DriverManager.registerDriver(new LightningDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    if (url == null) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "the URL must not be null");
    }
    return JdbcUrl.accepts(url);
  }

  /** Connects; null if the URL belongs to another driver. */
  @Override
  public @Nullable Connection connect(String url, @Nullable Properties properties)
      throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    JdbcUrl parsed = JdbcUrl.parse(url);
    LinkOpener opener = opener(parsed);
    LinkAddress address =
        new ConnectOptions(opener.options())
            .address(parsed, properties == null ? new Properties() : properties);
    Link link = opener.open(address);
    return new LightningConnection(link, parsed.withoutOptions());
  }

  private static LinkOpener opener(JdbcUrl url) throws SQLException {
    for (LinkOpener opener :
        ServiceLoader.load(LinkOpener.class, LightningDriver.class.getClassLoader())) {
      if (opener.opens(url.place())) {
        return opener;
      }
    }
    throw SqlErrors.of(
        SqlErrors.UNABLE_TO_CONNECT,
        "this jar of the driver cannot open "
            + url.withoutOptions()
            + ": the part for it is missing");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties properties)
      throws SQLException {
    if (!acceptsURL(url)) {
      return new DriverPropertyInfo[0];
    }
    JdbcUrl parsed = JdbcUrl.parse(url);
    Properties given = properties == null ? new Properties() : properties;
    List<DriverPropertyInfo> infos = new ArrayList<>();
    infos.add(info(given, ConnectOptions.USER, "The name to log in with", null, List.of()));
    infos.add(info(given, ConnectOptions.PASSWORD, "The password", null, List.of()));
    for (LinkOption option : opener(parsed).options()) {
      infos.add(
          info(given, option.name(), option.description(), option.defaultText(), option.choices()));
    }
    return infos.toArray(new DriverPropertyInfo[0]);
  }

  private static DriverPropertyInfo info(
      Properties given,
      String name,
      String description,
      @Nullable String defaultText,
      List<String> choices) {
    DriverPropertyInfo info = new DriverPropertyInfo(name, given.getProperty(name, defaultText));
    info.description = description;
    info.choices = choices.isEmpty() ? null : choices.toArray(new String[0]);
    return info;
  }

  @Override
  public int getMajorVersion() {
    return ProductVersion.OF_DRIVER.major();
  }

  @Override
  public int getMinorVersion() {
    return ProductVersion.OF_DRIVER.minor();
  }

  /** Not yet: that needs the whole of entry-level SQL-92, foreign keys and views included. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.lightningdb");
  }
}
