package org.lightningdb.storage.salvage;

import java.io.IOException;
import java.util.Map;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.ManifestLog;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.vfs.Vfs;

/** Makes a database whose stores are all there and all empty. */
final class NewDatabase {
  private NewDatabase() {}

  static void create(
      Vfs vfs, long databaseId, Map<Long, StoreEntry> stores, long nextStoreId, long timestamp)
      throws IOException {
    String dataFile = BlockFile.name(1);
    try (BlockFile blocks = BlockFile.create(vfs, dataFile, databaseId, new BlockCache(0))) {
      DatabaseState initial =
          DatabaseState.initial(databaseId, dataFile)
              .withDataFile(dataFile, blocks.sizeBytes())
              .withStores(stores)
              .withNextStoreId(nextStoreId)
              .withFlushedTimestamp(timestamp);
      ManifestLog.create(vfs, initial).close();
    }
  }
}
