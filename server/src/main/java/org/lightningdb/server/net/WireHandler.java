package org.lightningdb.server.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import org.apache.calcite.avatica.metrics.noop.NoopMetricsSystem;
import org.apache.calcite.avatica.remote.Handler.HandlerResponse;
import org.apache.calcite.avatica.remote.JsonHandler;
import org.apache.calcite.avatica.remote.ProtobufHandler;
import org.apache.calcite.avatica.remote.ProtobufTranslation;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service.RpcMetadataResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.remote.WireExtensions;

/**
 * HTTP on one side, the protocol on the other. A request that begins with a brace is JSON, any
 * other protobuf, so that one port serves both kinds of clients.
 */
final class WireHandler extends Handler.Abstract {
  private static final long DISCARDED_BYTES_MAX = 64L << 20;
  private static final String ANONYMOUS = "";
  private static final String HEALTH_PATH = "/health";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  private static final String BINARY = "application/octet-stream";

  private final ServerConnections connections;
  private final ServerLimits limits;
  private final @Nullable Credentials credentials;
  private final RpcMetadataResponse rpcMetadata;
  private final String version;
  private final Health health;
  private final ProtobufTranslation translation = new ProtobufTranslationImpl();

  /** Tells whether the database answers. */
  interface Health {
    boolean isGood();
  }

  WireHandler(
      ServerConnections connections,
      ServerLimits limits,
      @Nullable Credentials credentials,
      String serverAddress,
      String version,
      Health health) {
    this.connections = connections;
    this.limits = limits;
    this.credentials = credentials;
    this.rpcMetadata = new RpcMetadataResponse(serverAddress);
    this.version = version;
    this.health = health;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(WireExtensions.VERSION, version);
    String path = Request.getPathInContext(request);
    if (path.equals(HEALTH_PATH)) {
      health(response, callback);
    } else if (credentials != null && !credentials.accepts(header(request, "Authorization"))) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Lightning DB\"");
      answer(response, callback, HttpStatus.UNAUTHORIZED_401, "user and password, please\n");
    } else if (path.startsWith("/lightning/")) {
      extension(path, request, response, callback);
    } else if (!request.getMethod().equals("POST")) {
      answer(
          response,
          callback,
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "This is Lightning DB. It speaks the Avatica protocol by POST.\n");
    } else {
      protocol(request, response, callback);
    }
    return true;
  }

  private String user() {
    return credentials == null ? ANONYMOUS : credentials.user();
  }

  private void health(Response response, Callback callback) {
    boolean good = health.isGood();
    String body =
        String.format(
            Locale.ROOT,
            "{\"status\": \"%s\", \"version\": \"%s\", \"connections\": %d}%n",
            good ? "ok" : "failing",
            version,
            connections.count());
    int status = good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
    write(response, callback, status, JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  private void protocol(Request request, Response response, Callback callback) throws IOException {
    byte[] body = read(request);
    if (body == null) {
      answer(
          response,
          callback,
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "a request has at most " + limits.requestBytesMax() + " bytes\n");
      return;
    }
    RequestWishes wishes;
    try {
      wishes = RequestWishes.of(name -> header(request, name));
    } catch (IllegalArgumentException e) {
      answer(response, callback, HttpStatus.BAD_REQUEST_400, "unreadable header: " + e + "\n");
      return;
    }
    WireService service = new WireService(connections, user(), wishes, rpcMetadata);
    if (body.length > 0 && body[0] == '{') {
      JsonHandler handler = new JsonHandler(service, NoopMetricsSystem.getInstance());
      handler.setRpcMetadata(rpcMetadata);
      HandlerResponse<String> result = handler.apply(new String(body, StandardCharsets.UTF_8));
      byte[] bytes = result.getResponse().getBytes(StandardCharsets.UTF_8);
      write(response, callback, result.getStatusCode(), JSON, bytes);
    } else {
      ProtobufHandler handler =
          new ProtobufHandler(service, translation, NoopMetricsSystem.getInstance());
      handler.setRpcMetadata(rpcMetadata);
      HandlerResponse<byte[]> result = handler.apply(body);
      write(response, callback, result.getStatusCode(), BINARY, result.getResponse());
    }
  }

  private void extension(String path, Request request, Response response, Callback callback) {
    Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    String id = value(query, WireExtensions.CONNECTION, "");
    try {
      switch (path) {
        case WireExtensions.CANCEL_PATH -> connections.cancel(id, user());
        case WireExtensions.CLOSE_ROWS_PATH -> {
          int statement = number(query, WireExtensions.STATEMENT);
          connections.with(id, user(), connection -> closeRows(connection, statement));
        }
        case WireExtensions.VALID_PATH -> {
          int seconds = number(query, WireExtensions.TIMEOUT_SECONDS);
          if (!connections.with(id, user(), connection -> connection.link().isValid(seconds))) {
            answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "not valid\n");
            return;
          }
        }
        default -> {
          answer(response, callback, HttpStatus.NOT_FOUND_404, "no such path\n");
          return;
        }
      }
      write(response, callback, HttpStatus.NO_CONTENT_204, TEXT, new byte[0]);
    } catch (SQLException e) {
      answer(response, callback, HttpStatus.GONE_410, e.getSQLState() + " " + e.getMessage());
    } catch (NumberFormatException e) {
      answer(response, callback, HttpStatus.BAD_REQUEST_400, "not a number: " + e.getMessage());
    }
  }

  private static boolean closeRows(ServerConnection connection, int id) throws SQLException {
    ServerStatement statement = connection.statement(id);
    if (statement != null) {
      statement.closeResults();
    }
    return true;
  }

  private static int number(Fields query, String name) {
    return Integer.parseInt(value(query, name, "0"));
  }

  private static String value(Fields query, String name, String absent) {
    String value = query.getValue(name);
    return value == null ? absent : value;
  }

  /** The whole body, or null if it is too large. */
  private byte @Nullable [] read(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      if (request.getLength() > limits.requestBytesMax()) {
        discard(in);
        return null;
      }
      int max = Math.toIntExact(Math.min(limits.requestBytesMax(), Integer.MAX_VALUE - 8L));
      byte[] body = in.readNBytes(max);
      if (in.read() < 0) {
        return body;
      }
      discard(in);
      return null;
    }
  }

  /** Reads on for a while: a client that is still sending would not see an answer. */
  private static void discard(InputStream in) throws IOException {
    byte[] bytes = new byte[16 << 10];
    long left = DISCARDED_BYTES_MAX;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = in.read(bytes);
    }
  }

  private static @Nullable String header(Request request, String name) {
    return request.getHeaders().get(name);
  }

  private static void answer(Response response, Callback callback, int status, String text) {
    write(response, callback, status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(
      Response response, Callback callback, int status, String type, byte[] body) {
    response.setStatus(status);
    if (status != HttpStatus.NO_CONTENT_204) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
