package org.lightningdb.server.net;

import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.ServiceLoader;
import org.lightningdb.jdbc.connection.LightningConnection;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkOpener;
import org.lightningdb.jdbc.link.SqlErrors;

/** Links to an embedded database, in a directory or in memory. */
public final class DatabaseSource implements LinkSource {
  private final LinkOpener opener;
  private final LinkAddress.Place place;
  private final String location;
  private final Map<String, String> options;

  private DatabaseSource(
      LinkOpener opener, LinkAddress.Place place, String location, Map<String, String> options) {
    this.opener = opener;
    this.place = place;
    this.location = location;
    this.options = options;
  }

  /**
   * The database at a place of this process.
   *
   * @param location a directory or a name in memory
   * @param options as in a JDBC URL
   */
  public static DatabaseSource of(
      LinkAddress.Place place, String location, Map<String, String> options) throws SQLException {
    for (LinkOpener opener :
        ServiceLoader.load(LinkOpener.class, DatabaseSource.class.getClassLoader())) {
      if (opener.opens(place)) {
        return new DatabaseSource(opener, place, location, Map.copyOf(options));
      }
    }
    throw SqlErrors.of(
        SqlErrors.UNABLE_TO_CONNECT, "the embedded database is not on the class path");
  }

  @Override
  public String databaseName() {
    Path name = Path.of(location).toAbsolutePath().normalize().getFileName();
    return name == null ? location : name.toString();
  }

  @Override
  public Link open(String user) throws SQLException {
    return opener.open(new LinkAddress(place, location, "", 0, user, "", options));
  }

  @Override
  public DatabaseMetaData metadata(Link link) throws SQLException {
    return new LightningConnection(link, "jdbc:lightning:" + databaseName()).getMetaData();
  }
}
