package org.lightningdb.jdbc.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.apache.calcite.avatica.remote.ProtobufTranslation;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.SqlErrors;

/**
 * Carries requests to a server and answers back. An error of the database comes out as the
 * exception that the embedded database throws; when no answer comes the connection counts as
 * broken, because nobody knows whether the request was carried out. Thread-safe.
 */
final class WireClient {
  private static final String CONNECTION_FAILURE = "08006";
  private static final String INVALID_AUTHORIZATION = "28000";

  /** The outcome of a commit is unknown: reconnect and look. */
  private static final String COMPLETION_UNKNOWN = "40003";

  private static final int UNAUTHORIZED = 401;
  private static final int NO_CONTENT = 204;
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int OK = 200;

  private final HttpClient http;
  private final URI server;
  private final String name;
  private final @Nullable String authorization;
  private final ProtobufTranslation translation = new ProtobufTranslationImpl();
  private volatile String databaseVersion = "";
  private volatile boolean broken;

  WireClient(HttpClient http, LinkAddress address) {
    this.http = http;
    this.name = address.host() + ":" + address.port();
    this.server = URI.create("http://" + name + "/");
    String pair = address.user() + ":" + address.password();
    this.authorization =
        address.user().isEmpty()
            ? null
            : "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** As the last answer told it. */
  String databaseVersion() {
    return databaseVersion;
  }

  boolean isBroken() {
    return broken;
  }

  /** Sends {@code request} and waits for the answer, as long as it takes. */
  <R extends Service.Response> R call(
      Service.Request request, Class<R> answer, Map<String, String> headers) throws SQLException {
    return call(request, answer, headers, Duration.ZERO);
  }

  /**
   * Sends {@code request} and waits for the answer.
   *
   * @param patience zero = as long as it takes
   */
  <R extends Service.Response> R call(
      Service.Request request, Class<R> answer, Map<String, String> headers, Duration patience)
      throws SQLException {
    byte[] body;
    try {
      body = translation.serializeRequest(request);
    } catch (IOException e) {
      throw SqlErrors.of("XX000", "cannot write the request: " + e.getMessage(), e);
    }
    HttpRequest.Builder post =
        HttpRequest.newBuilder(server)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(post::header);
    if (!patience.isZero()) {
      post.timeout(patience);
    }
    String unknown =
        request instanceof Service.CommitRequest ? COMPLETION_UNKNOWN : CONNECTION_FAILURE;
    HttpResponse<byte[]> response = send(post, unknown);
    if (response.statusCode() != OK && response.statusCode() != INTERNAL_SERVER_ERROR) {
      throw refused(response);
    }
    return parse(response.body(), answer, unknown);
  }

  private <R extends Service.Response> R parse(byte[] body, Class<R> answer, String unknown)
      throws SQLException {
    Service.Response parsed;
    try {
      parsed = translation.parseResponse(body);
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw SqlErrors.of(unknown, name + " answered what is not the Avatica protocol", e);
    }
    if (parsed instanceof Service.ErrorResponse error) {
      throw SqlErrors.of(
          error.sqlState == null ? "XX000" : error.sqlState, String.valueOf(error.errorMessage));
    }
    return answer.cast(parsed);
  }

  /** Calls one of the paths of {@link WireExtensions}; returns whether it said yes. */
  boolean callPath(String path, Duration patience) throws SQLException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(patience)
            .POST(HttpRequest.BodyPublishers.noBody());
    return send(post, CONNECTION_FAILURE).statusCode() == NO_CONTENT;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String unknownState)
      throws SQLException {
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue(WireExtensions.VERSION)
          .ifPresent(version -> databaseVersion = version);
      return response;
    } catch (ConnectException e) {
      throw SqlErrors.of(SqlErrors.UNABLE_TO_CONNECT, "nobody answers at " + name, e);
    } catch (HttpTimeoutException e) {
      throw SqlErrors.of(SqlErrors.UNABLE_TO_CONNECT, name + " did not answer in time", e);
    } catch (IOException e) {
      broken = true;
      throw SqlErrors.of(unknownState, "the connection to " + name + " broke: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broken = true;
      throw SqlErrors.of(unknownState, "interrupted while " + name + " was working", e);
    }
  }

  private SQLException refused(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8).strip();
    return response.statusCode() == UNAUTHORIZED
        ? SqlErrors.of(INVALID_AUTHORIZATION, name + " does not know this user and password")
        : SqlErrors.of(
            CONNECTION_FAILURE, name + " answered HTTP " + response.statusCode() + ": " + text);
  }
}
