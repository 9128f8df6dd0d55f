package org.lightningdb.jdbc.remote;

import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkOpener;
import org.lightningdb.jdbc.link.LinkOption;
import org.lightningdb.jdbc.link.SqlErrors;

/** Opens links to servers. All links with the same connect timeout share one HTTP client. */
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

  private final Map<Long, HttpClient> clients = new ConcurrentHashMap<>();

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
    long connectMillis = number(address, CONNECT_TIMEOUT);
    int fetchRows = (int) number(address, FETCH_ROWS);
    HttpClient http = clients.computeIfAbsent(connectMillis, RemoteLinkOpener::client);
    return RemoteLink.open(new WireClient(http, address), address, fetchRows);
  }

  private static HttpClient client(long connectMillis) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofMillis(connectMillis))
        .build();
  }

  private static long number(LinkAddress address, LinkOption option) throws SQLException {
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
