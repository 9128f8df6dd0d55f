package org.lightningdb.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.remote.RemoteLinkOpener;

/** Who may come in, and who is shown out. */
final class AccessTest {
  private static Credentials credentials() {
    return Credentials.of("ann", "s3cr:t \u20ac", new SecureRandom());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static LightningServer server(Credentials credentials)
      throws SQLException, ServerStartException {
    return LightningServer.start(
        new H2Source("access"), "127.0.0.1", 0, credentials, ServerLimits.DEFAULT);
  }

  @Test
  void onlyTheRightPairIsAccepted() {
    Credentials credentials = credentials();
    for (int round = 0; round < 2; round++) {
      assertTrue(credentials.accepts(basic("ann:s3cr:t \u20ac")));
      assertFalse(credentials.accepts(basic("ann:s3cr:t")));
      assertFalse(credentials.accepts(basic("bob:s3cr:t \u20ac")));
      assertFalse(credentials.accepts(basic("ann")));
      assertFalse(credentials.accepts("Basic !!!"));
      assertFalse(credentials.accepts("Bearer x"));
      assertFalse(credentials.accepts(null));
    }
  }

  @Test
  void everyKindOfClientMustGiveThePassword() throws Exception {
    try (LightningServer server = server(credentials())) {
      LinkAddress wrong =
          new LinkAddress(
              LinkAddress.Place.REMOTE, "", "127.0.0.1", server.port(), "ann", "no", Map.of());
      SQLException refused =
          assertThrows(SQLException.class, () -> new RemoteLinkOpener().open(wrong));
      assertEquals("28000", refused.getSQLState());
      LinkAddress right =
          new LinkAddress(
              LinkAddress.Place.REMOTE,
              "",
              "127.0.0.1",
              server.port(),
              "ann",
              "s3cr:t \u20ac",
              Map.of());
      try (Link link = new RemoteLinkOpener().open(right)) {
        assertTrue(link.isValid(5));
        assertEquals("ann", link.user());
      }
    }
  }

  @Test
  void theStockClientLogsInWithBasicAuthentication() throws Exception {
    Credentials plain = Credentials.of("ann", "secret", new SecureRandom());
    try (LightningServer server = server(plain)) {
      String url =
          "jdbc:avatica:remote:url=http://127.0.0.1:"
              + server.port()
              + ";serialization=protobuf;authentication=BASIC;avatica_user=ann;avatica_password=";
      try (Connection connection = DriverManager.getConnection(url + "secret")) {
        assertEquals("PUBLIC", connection.getSchema());
      }
      assertThrows(Exception.class, () -> DriverManager.getConnection(url + "other"));
    }
  }

  @Test
  void anOpenAddressNeedsAPassword() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                LightningServer.start(
                    new H2Source("open"), "0.0.0.0", 0, null, ServerLimits.DEFAULT));
    assertTrue(String.valueOf(refused.getMessage()).contains("password"), refused.toString());
  }

  @Test
  void aTakenPortIsSaid() throws Exception {
    try (LightningServer first = server(credentials())) {
      ServerStartException failure =
          assertThrows(
              ServerStartException.class,
              () ->
                  LightningServer.start(
                      new H2Source("second"),
                      "127.0.0.1",
                      first.port(),
                      null,
                      ServerLimits.DEFAULT));
      assertTrue(String.valueOf(failure.getMessage()).contains("" + first.port()));
    }
  }

  @Test
  void healthNeedsNoPasswordAndStrangersGetAnAnswer() throws Exception {
    try (LightningServer server = server(credentials())) {
      HttpClient http = HttpClient.newHttpClient();
      URI uri = URI.create("http://127.0.0.1:" + server.port());
      HttpResponse<String> health =
          http.send(
              HttpRequest.newBuilder(uri.resolve("/health")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, health.statusCode());
      assertTrue(health.body().contains("\"ok\""), health.body());
      HttpResponse<String> stranger =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(401, stranger.statusCode());
      HttpRequest.Builder known =
          HttpRequest.newBuilder(uri).header("Authorization", basic("ann:s3cr:t \u20ac"));
      assertEquals(
          405, http.send(known.copy().build(), HttpResponse.BodyHandlers.ofString()).statusCode());
      HttpResponse<String> noise =
          http.send(
              known.copy().POST(HttpRequest.BodyPublishers.ofString("{\"what\": 1}")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(500, noise.statusCode());
    }
  }

  @Test
  void idleConnectionsAreClosedAndRolledBack() throws Exception {
    AtomicLong clock = new AtomicLong();
    H2Source source = new H2Source("idle");
    ServerLimits limits = new ServerLimits(5, 5, 1000, TimeUnit.MINUTES.toNanos(30));
    ServerConnections connections = new ServerConnections(source, limits, clock::get);
    try (Link own = source.open("")) {
      own.execute("create table t (i integer)", ExecuteRequest.PLAIN);
      connections.open("a", "", "");
      connections.with(
          "a",
          "",
          connection -> {
            connection.link().setAutoCommit(false);
            return connection.link().execute("insert into t values (1)", ExecuteRequest.PLAIN);
          });
      clock.addAndGet(TimeUnit.MINUTES.toNanos(29));
      connections.open("b", "", "");
      connections.closeIdle();
      assertEquals(2, connections.count());
      clock.addAndGet(TimeUnit.MINUTES.toNanos(2));
      connections.closeIdle();
      assertEquals(1, connections.count());
      SQLException gone =
          assertThrows(SQLException.class, () -> connections.with("a", "", c -> c.user()));
      assertEquals("08003", gone.getSQLState());
      SQLException notTheirs =
          assertThrows(SQLException.class, () -> connections.with("b", "eve", c -> c.user()));
      assertEquals("08003", notTheirs.getSQLState());
      RowStream count = own.execute("select count(*) from t", ExecuteRequest.PLAIN).rows();
      assertNotNull(count);
      assertTrue(count.next());
      assertEquals(0, count.longValue(0));
      connections.closeAll();
      assertEquals(0, connections.count());
    }
  }
}
