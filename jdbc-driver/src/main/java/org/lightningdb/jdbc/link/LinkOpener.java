package org.lightningdb.jdbc.link;

import java.sql.SQLException;
import java.util.List;

/**
 * Opens links to one or more kinds of places. Found by {@link java.util.ServiceLoader}, so that the
 * driver without the embedded engine is still a driver. Thread-safe; has a public constructor
 * without parameters.
 */
public interface LinkOpener {
  boolean opens(LinkAddress.Place place);

  /** Every option it understands, user and password left out. */
  List<LinkOption> options();

  /** Opens a link; the caller closes it. */
  Link open(LinkAddress address) throws SQLException;
}
