package org.lightningdb.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wishes for one execution.
 *
 * @param timeoutMillis 0 = the session's
 * @param rowsMax most rows a query returns, 0 = all
 * @param generatedKeys null = do not collect keys; an empty list = the identity columns, else the
 *     primary key's; otherwise the named columns
 */
public record ExecuteOptions(
    long timeoutMillis, long rowsMax, @Nullable List<String> generatedKeys) {
  public static final ExecuteOptions NONE = new ExecuteOptions(0, 0, null);
}
