package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.vfs.DiskVfs;

/** A database that exists, opened below SQL, for commands that look after its files. */
final class OfflineDatabase implements AutoCloseable {
  private final DiskVfs disk;
  private final LightningEngine engine;

  private OfflineDatabase(DiskVfs disk, LightningEngine engine) {
    this.disk = disk;
    this.engine = engine;
  }

  static OfflineDatabase open(Path directory) throws IOException {
    DiskVfs disk = DiskVfs.open(directory, false);
    boolean opened = false;
    try {
      EngineOptions options = EngineOptions.defaults().withCreateIfMissing(false);
      LightningEngine engine = LightningEngine.open(disk, options, EngineServices.system());
      opened = true;
      return new OfflineDatabase(disk, engine);
    } finally {
      if (!opened) {
        disk.close();
      }
    }
  }

  LightningEngine engine() {
    return engine;
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } finally {
      disk.close();
    }
  }
}
