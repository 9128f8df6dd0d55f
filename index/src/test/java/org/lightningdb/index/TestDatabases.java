package org.lightningdb.index;

import org.lightningdb.index.access.Database;
import org.lightningdb.storage.spec.EngineOptions;

/** Opens the databases that tests run on. */
final class TestDatabases {
  private TestDatabases() {}

  static Database open(long lockTimeoutMillis) {
    return RelationalDatabase.over(
        new MemoryEngine(lockTimeoutMillis),
        EngineOptions.defaults().withLockTimeoutMillis(lockTimeoutMillis),
        "test");
  }
}
