package org.lightningdb.benchmarks.peers.child;

import java.nio.file.Path;
import org.lightningdb.benchmarks.peers.engine.LightningColumns;

/** Four columns of all rows of a store of columns into vectors, again and again. */
final class ColumnScans {
  private ColumnScans() {}

  static Sample run(Path directory, Command command) {
    try (LightningColumns columns =
        new LightningColumns(directory, command.entries(), command.cacheBytes())) {
      for (Clock warmUp = new Clock(); warmUp.wallNanos() < command.millis() * 1_000_000; ) {
        requireAll(columns.scan(), command);
      }
      Clock clock = new Clock();
      long rows = 0;
      while (clock.wallNanos() < command.millis() * 1_000_000) {
        rows += requireAll(columns.scan(), command);
      }
      return clock.sample(rows);
    }
  }

  private static long requireAll(long rows, Command command) {
    if (rows != command.entries()) {
      throw new IllegalStateException(rows + " rows of " + command.entries());
    }
    return rows;
  }
}
