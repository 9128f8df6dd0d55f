package org.lightningdb.server.net;

import java.util.concurrent.TimeUnit;

/**
 * How much a server takes on.
 *
 * @param requestBytesMax largest request
 * @param idleNanosMax after so long without a request a connection is closed and rolled back
 */
public record ServerLimits(
    int connectionsMax, int statementsPerConnectionMax, long requestBytesMax, long idleNanosMax) {
  public static final ServerLimits DEFAULT =
      new ServerLimits(500, 1_000, 256L << 20, TimeUnit.MINUTES.toNanos(30));
}
