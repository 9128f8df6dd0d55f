package org.lightningdb.server.net;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.lightningdb.jdbc.link.Link;

/** Opens links to the one database a server serves. Thread-safe. */
public interface LinkSource {
  /** The name of the database, which a client may ask for by the path of its URL. */
  String databaseName();

  /** Opens a link for {@code user}; the caller closes it. */
  Link open(String user) throws SQLException;

  /** The metadata as seen through {@code link}, usable as long as it. */
  DatabaseMetaData metadata(Link link) throws SQLException;
}
