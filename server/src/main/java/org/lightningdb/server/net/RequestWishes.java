package org.lightningdb.server.net;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.ExecuteRequest.Expected;
import org.lightningdb.jdbc.remote.WireExtensions;

/**
 * What the headers of one request ask for beside the protocol; nothing for a plain client.
 *
 * @param generatedKeys null = no keys
 */
record RequestWishes(
    long timeoutMillis,
    long rowsMax,
    Expected expected,
    @Nullable List<String> generatedKeys,
    boolean batchKeys,
    boolean fineTime) {
  /** Nothing. */
  static final RequestWishes NONE = new RequestWishes(0, 0, Expected.ANY, null, false, false);

  /**
   * Reads the headers.
   *
   * @param header the value of a header by its name, null = absent
   * @throws IllegalArgumentException if a value cannot be read
   */
  static RequestWishes of(UnaryOperator<@Nullable String> header) {
    String keys = header.apply(WireExtensions.GENERATED_KEYS);
    String expected = header.apply(WireExtensions.EXPECTED);
    return new RequestWishes(
        number(header.apply(WireExtensions.TIMEOUT_MILLIS)),
        number(header.apply(WireExtensions.ROWS_MAX)),
        expected == null ? Expected.ANY : Expected.valueOf(expected),
        keys == null ? null : WireExtensions.decodeNames(keys),
        header.apply(WireExtensions.BATCH_KEYS) != null,
        header.apply(WireExtensions.FINE_TIME) != null);
  }

  private static long number(@Nullable String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  /**
   * The request to the link.
   *
   * @param protocolRowsMax the limit the protocol itself carried, 0 or less = none
   */
  ExecuteRequest toRequest(long protocolRowsMax, int fetchSize) {
    long rows = rowsMax > 0 ? rowsMax : Math.max(protocolRowsMax, 0);
    return new ExecuteRequest(expected, timeoutMillis, rows, Math.max(fetchSize, 0), generatedKeys);
  }
}
