package org.lightningdb.jdbc.remote;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What our driver and our server say to each other beside the Avatica protocol. A client that knows
 * nothing of it gets plain Avatica.
 *
 * <pre>
 *   request header             on                        meaning
 *   Lightning-Timeout-Millis   executions, batches       the statement is cancelled after so long
 *   Lightning-Rows-Max         prepared executions       most rows of the result
 *   Lightning-Expected         executions                ROWS or COUNT: refuse the other unexecuted
 *   Lightning-Generated-Keys   executions, batches       collect keys: names, or empty
 *   Lightning-Batch-Keys       a direct execution        hand out the keys of the batch before
 *   Lightning-Fine-Time        executions, batches       times finer than milliseconds come as texts
 *
 *   response header
 *   Lightning-Version          all                       the version of the database
 *
 *   path                       parameters
 *   /lightning/cancel          connection                cancels what the connection runs
 *   /lightning/valid           connection, timeout       204 if the database answers within seconds
 *   /lightning/close-rows      connection, statement     closes an open result
 * </pre>
 *
 * An execution with keys answers two results, the count and the keys. A direct execution with
 * statement id {@link #NEW_STATEMENT} makes a statement only if rows remain to be fetched.
 */
public final class WireExtensions {
  public static final String TIMEOUT_MILLIS = "Lightning-Timeout-Millis";
  public static final String ROWS_MAX = "Lightning-Rows-Max";
  public static final String EXPECTED = "Lightning-Expected";
  public static final String GENERATED_KEYS = "Lightning-Generated-Keys";
  public static final String BATCH_KEYS = "Lightning-Batch-Keys";
  public static final String FINE_TIME = "Lightning-Fine-Time";
  public static final String VERSION = "Lightning-Version";

  public static final String CANCEL_PATH = "/lightning/cancel";
  public static final String VALID_PATH = "/lightning/valid";
  public static final String CLOSE_ROWS_PATH = "/lightning/close-rows";

  /** The property of a new connection that names the database. */
  public static final String DATABASE = "database";

  public static final String CONNECTION = "connection";
  public static final String STATEMENT = "statement";
  public static final String TIMEOUT_SECONDS = "timeout";

  /** The statement id that asks for a new statement. */
  public static final int NEW_STATEMENT = -1;

  private WireExtensions() {}

  /** Column names as one header value. */
  public static String encodeNames(List<String> names) {
    return names.stream()
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  /** The inverse of {@link #encodeNames}. */
  public static List<String> decodeNames(String header) {
    return header.isBlank()
        ? List.of()
        : Stream.of(header.split(",", -1))
            .map(name -> URLDecoder.decode(name.strip(), StandardCharsets.UTF_8))
            .toList();
  }
}
