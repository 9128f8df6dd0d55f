package org.lightningdb.jdbc.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wishes for one execution.
 *
 * @param expected a statement that returns the other thing is refused without being executed
 *     (SQLState 07005 if rows were expected, 0100E if a count was)
 * @param timeoutMillis 0 = the session's
 * @param rowsMax most rows a query returns, 0 = all
 * @param fetchSize a hint: how many rows to bring over at once, 0 = as the link likes
 * @param generatedKeys null = collect no keys; an empty list = the identity columns, else the
 *     primary key's; otherwise the named columns. Ignored unless rows are inserted
 */
public record ExecuteRequest(
    Expected expected,
    long timeoutMillis,
    long rowsMax,
    int fetchSize,
    @Nullable List<String> generatedKeys) {
  public static final ExecuteRequest PLAIN = new ExecuteRequest(Expected.ANY, 0, 0, 0, null);

  /** What the caller can use. */
  public enum Expected {
    ANY,
    ROWS,
    COUNT
  }

  public ExecuteRequest {
    generatedKeys = generatedKeys == null ? null : List.copyOf(generatedKeys);
  }
}
