package org.lightningdb.jdbc.local;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkAddress.Place;
import org.lightningdb.jdbc.link.LinkOpener;
import org.lightningdb.jdbc.link.LinkOption;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.DatabaseOption;
import org.lightningdb.sql.open.LightningDatabases;

/**
 * Opens databases in this process. Users are not checked: whoever may read the files may do
 * everything; the name given becomes CURRENT_USER, and a password is not looked at.
 */
public final class LocalLinkOpener implements LinkOpener {
  /** The user if none is given. */
  private static final String USER_DEFAULT = "LIGHTNING";

  /** The one registry of the process: connections to the same place share a database. */
  private static final class Registry {
    static final LightningDatabases DATABASES =
        LightningDatabases.warmingUp(Registry::daemonThread);

    private Registry() {}

    private static Thread daemonThread(Runnable work) {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    }
  }

  /** For {@link java.util.ServiceLoader}. */
  public LocalLinkOpener() {}

  @Override
  public boolean opens(Place place) {
    return place == Place.FILE || place == Place.MEMORY;
  }

  @Override
  public List<LinkOption> options() {
    return Arrays.stream(DatabaseOption.values())
        .map(
            option ->
                new LinkOption(
                    option.optionName(),
                    option.description(),
                    option.defaultText(),
                    option.choices()))
        .toList();
  }

  @Override
  public Link open(LinkAddress address) throws SQLException {
    String user = address.user().isEmpty() ? USER_DEFAULT : address.user();
    return LocalErrors.call(
        () -> {
          DatabaseAddress place =
              address.place() == Place.MEMORY
                  ? DatabaseAddress.inMemory(address.location())
                  : DatabaseAddress.directory(address.location());
          return open(Registry.DATABASES.open(place, address.options()), user);
        });
  }

  private static LocalLink open(SqlDatabase database, String user) {
    boolean opened = false;
    try {
      LocalLink link = new LocalLink(database, user);
      opened = true;
      return link;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }
}
