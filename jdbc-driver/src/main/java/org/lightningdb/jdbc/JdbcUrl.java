package org.lightningdb.jdbc;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lightningdb.jdbc.link.LinkAddress.Place;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * A JDBC URL of this driver:
 *
 * <pre>
 *   jdbc:lightning:DIRECTORY[;key=value]…
 *   jdbc:lightning:file:DIRECTORY[;key=value]…
 *   jdbc:lightning:mem:[NAME][;key=value]…    without a name: a database of its own
 *   jdbc:lightning://HOST[:PORT]/[PATH][;key=value]…
 * </pre>
 *
 * Everything up to the first semicolon is taken as it stands: blanks and percent signs belong to a
 * directory's name.
 *
 * @param options in the order of the text, names as written
 */
record JdbcUrl(Place place, String location, String host, int port, Map<String, String> options) {
  static final String PREFIX = "jdbc:lightning:";
  static final int PORT_DEFAULT = 8765;
  private static final int PORT_MAX = 65535;
  private static final String FORMS =
      "; a URL is one of jdbc:lightning:DIRECTORY, jdbc:lightning:file:DIRECTORY,"
          + " jdbc:lightning:mem:NAME, jdbc:lightning://HOST:PORT/";

  static boolean accepts(String url) {
    return url.startsWith(PREFIX);
  }

  static JdbcUrl parse(String url) throws SQLException {
    String rest = url.substring(PREFIX.length());
    int semicolon = rest.indexOf(';');
    String target = semicolon < 0 ? rest : rest.substring(0, semicolon);
    Map<String, String> options = parseOptions(semicolon < 0 ? "" : rest.substring(semicolon + 1));
    if (target.startsWith("//")) {
      return parseRemote(target.substring(2), options);
    }
    if (target.startsWith("mem:")) {
      return new JdbcUrl(Place.MEMORY, target.substring("mem:".length()), "", 0, options);
    }
    String directory = target.startsWith("file:") ? target.substring("file:".length()) : target;
    if (directory.isBlank()) {
      throw malformed("the URL names no directory");
    }
    return new JdbcUrl(Place.FILE, directory, "", 0, options);
  }

  private static JdbcUrl parseRemote(String target, Map<String, String> options)
      throws SQLException {
    int slash = target.indexOf('/');
    String authority = slash < 0 ? target : target.substring(0, slash);
    String path = slash < 0 ? "" : target.substring(slash + 1);
    int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    if (hostEnd < 0) {
      hostEnd = authority.length();
    }
    String host = authority.substring(0, hostEnd);
    String portText = authority.substring(hostEnd);
    if (host.isBlank()) {
      throw malformed("the URL names no host");
    }
    return new JdbcUrl(Place.REMOTE, path, host, parsePort(portText), options);
  }

  /** Reads {@code :number} or nothing. */
  private static int parsePort(String text) throws SQLException {
    if (text.isEmpty()) {
      return PORT_DEFAULT;
    }
    try {
      int port = Integer.parseInt(text.substring(1));
      if (text.charAt(0) == ':' && port > 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw SqlErrors.of(SqlErrors.UNABLE_TO_CONNECT, "'" + text + "' is no port" + FORMS, e);
    }
    throw malformed("'" + text + "' is no port");
  }

  private static Map<String, String> parseOptions(String text) throws SQLException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      if (!part.isBlank()) {
        int equals = part.indexOf('=');
        if (equals < 1) {
          throw malformed("'" + part.trim() + "' is no option of the form key=value");
        }
        String name = part.substring(0, equals).trim();
        String value = part.substring(equals + 1).trim();
        String before = options.put(name, value);
        if (before != null && !before.equals(value)) {
          throw malformed("the option " + name + " is given twice");
        }
      }
    }
    return options;
  }

  /** The URL without its options, which may hold a password. */
  String withoutOptions() {
    return switch (place) {
      case FILE -> PREFIX + "file:" + location;
      case MEMORY -> PREFIX + "mem:" + location;
      case REMOTE -> PREFIX + "//" + host + ":" + port + "/" + location;
    };
  }

  private static SQLException malformed(String problem) {
    return SqlErrors.of(SqlErrors.UNABLE_TO_CONNECT, problem + FORMS);
  }
}
