package org.lightningdb.jdbc;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkOption;
import org.lightningdb.jdbc.link.SqlErrors;

/** Brings URL, properties and the known options together into an address. */
final class ConnectOptions {
  static final String USER = "user";
  static final String PASSWORD = "password";

  /** Known options by their name in lower case. */
  private final Map<String, LinkOption> known = new LinkedHashMap<>();

  ConnectOptions(List<LinkOption> options) {
    for (LinkOption option : options) {
      known.put(option.name().toLowerCase(Locale.ROOT), option);
    }
  }

  /** The address; an option of the URL wins over a property of the same name. */
  LinkAddress address(JdbcUrl url, Properties properties) throws SQLException {
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      put(given, name, properties.getProperty(name));
    }
    for (Map.Entry<String, String> option : url.options().entrySet()) {
      put(given, option.getKey(), option.getValue());
    }
    String user = given.remove(USER);
    String password = given.remove(PASSWORD);
    return new LinkAddress(
        url.place(),
        url.location(),
        url.host(),
        url.port(),
        user == null ? "" : user,
        password == null ? "" : password,
        given);
  }

  private void put(Map<String, String> given, String name, String value) throws SQLException {
    String folded = name.toLowerCase(Locale.ROOT);
    if (folded.equals(USER) || folded.equals(PASSWORD)) {
      given.put(folded, value);
      return;
    }
    LinkOption option = known.get(folded);
    if (option == null) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "unknown option " + name + advice(folded));
    }
    given.put(option.name(), value);
  }

  private String advice(String folded) {
    TreeSet<String> names = new TreeSet<>(List.of(USER, PASSWORD));
    known.values().forEach(option -> names.add(option.name()));
    String nearest = nearest(folded, names);
    String all = "; the options are " + String.join(", ", names);
    return nearest == null ? all : "; did you mean " + nearest + "?" + all;
  }

  /** The name with the fewest edits, if few enough to be a slip. */
  private static @Nullable String nearest(String folded, Collection<String> names) {
    String best = null;
    int bestEdits = Math.max(2, folded.length() / 2);
    for (String name : names) {
      int edits = edits(folded, name.toLowerCase(Locale.ROOT));
      if (edits <= bestEdits && (best == null || edits < bestEdits)) {
        best = name;
        bestEdits = edits;
      }
    }
    return best;
  }

  /** Levenshtein distance. */
  private static int edits(String first, String second) {
    int[] previous = new int[second.length() + 1];
    for (int j = 0; j <= second.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      int[] current = new int[second.length() + 1];
      current[0] = i;
      for (int j = 1; j <= second.length(); j++) {
        int change = first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = current;
    }
    return previous[second.length()];
  }
}
