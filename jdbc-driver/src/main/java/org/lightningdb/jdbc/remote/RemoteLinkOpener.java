package org.lightningdb.jdbc.remote;

import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkOpener;
import org.lightningdb.jdbc.link.LinkOption;
import org.lightningdb.jdbc.link.SqlErrors;

/** Opens links to servers. */
public final class RemoteLinkOpener implements LinkOpener {
  private static final LinkOption CONNECT_TIMEOUT =
      new LinkOption(
          "connectTimeoutMillis", "how long to wait for the server to answer", "10000", List.of());
  private static final LinkOption FETCH_ROWS =
      new LinkOption(
          "fetchRows",
          "rows brought over at once unless a statement says otherwise",
          "1000",
          List.of());

  /** The one HTTP client of the process: it has threads, and links come and go. */
  private static final class SharedClient {
    static final HttpClient HTTP =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SharedClient() {}
  }

  /** For {@link java.util.ServiceLoader}. */
  public RemoteLinkOpener() {}

  @Override
  public boolean opens(LinkAddress.Place place) {
    return place == LinkAddress.Place.REMOTE;
  }

  @Override
  public List<LinkOption> options() {
    return List.of(CONNECT_TIMEOUT, FETCH_ROWS);
  }

  @Override
  public Link open(LinkAddress address) throws SQLException {
    Duration patience = Duration.ofMillis(number(address, CONNECT_TIMEOUT));
    int fetchRows = number(address, FETCH_ROWS);
    return RemoteLink.open(
        new WireClient(SharedClient.HTTP, address), address, patience, fetchRows);
  }

  private static int number(LinkAddress address, LinkOption option) throws SQLException {
    String text = address.options().getOrDefault(option.name(), option.defaultText());
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT, option.name() + " is " + text + ", which is no number", e);
    }
    throw SqlErrors.of(
        SqlErrors.INVALID_ARGUMENT, option.name() + " is " + text + ", but must be above 0");
  }
}
