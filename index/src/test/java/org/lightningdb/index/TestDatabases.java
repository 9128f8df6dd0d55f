package org.lightningdb.index;

import org.lightningdb.index.access.Database;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/** Opens the databases that tests run on. */
final class TestDatabases {
  private TestDatabases() {}

  /** Over the naive engine. */
  static Database naive(long lockTimeoutMillis) {
    return RelationalDatabase.over(
        new MemoryEngine(lockTimeoutMillis), options(lockTimeoutMillis), "test");
  }

  /** Over the real engine, in memory. */
  static Database open(long lockTimeoutMillis) {
    return open(SimVfs.memory("test"), lockTimeoutMillis);
  }

  static Database open(Vfs vfs, long lockTimeoutMillis) {
    return RelationalDatabase.open(vfs, options(lockTimeoutMillis), EngineServices.system());
  }

  private static EngineOptions options(long lockTimeoutMillis) {
    return EngineOptions.defaults()
        .withLockTimeoutMillis(lockTimeoutMillis)
        .withMemory(1 << 20, 1 << 20)
        .withWal(1 << 18, 1 << 22)
        .withBlockBytes(1024);
  }
}
