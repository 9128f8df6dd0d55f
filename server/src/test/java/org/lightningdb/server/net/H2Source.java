package org.lightningdb.server.net;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.lightningdb.jdbc.link.Link;

/**
 * Another database behind the links of a server, so that the wire is tested apart from our engine.
 */
final class H2Source implements LinkSource {
  private final String url;

  H2Source(String name) {
    this.url = "jdbc:h2:mem:" + name + ";LOCK_TIMEOUT=1000";
  }

  @Override
  public String databaseName() {
    return "shop";
  }

  @Override
  public Link open(String user) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    return new H2Link(connection, user);
  }

  @Override
  public DatabaseMetaData metadata(Link link) throws SQLException {
    return ((H2Link) link).connection().getMetaData();
  }
}
