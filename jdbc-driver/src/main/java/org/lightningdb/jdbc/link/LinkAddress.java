package org.lightningdb.jdbc.link;

import java.util.Map;

/**
 * Where to connect and how: a parsed {@code jdbc:lightning:} URL and its properties.
 *
 * @param place which kind of database
 * @param location the directory, the name of a database in memory, or the path after {@code
 *     host:port/} (may be empty)
 * @param host empty unless remote
 * @param port 0 unless remote
 * @param user empty if none was given
 * @param password empty if none was given
 * @param options the other options, each known to the {@link LinkOpener}
 */
public record LinkAddress(
    Place place,
    String location,
    String host,
    int port,
    String user,
    String password,
    Map<String, String> options) {
  /** The kinds of databases. */
  public enum Place {
    FILE,
    MEMORY,
    REMOTE
  }

  public LinkAddress {
    options = Map.copyOf(options);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return place + " " + host + (port == 0 ? "" : ":" + port) + " " + location + " " + options;
  }
}
