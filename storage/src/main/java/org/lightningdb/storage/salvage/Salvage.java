package org.lightningdb.storage.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.btree.TreeSalvage;
import org.lightningdb.storage.layout.lsm.LsmSalvage;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.ManifestSalvage;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;
import org.lightningdb.storage.txn.LongValueAudit;
import org.lightningdb.storage.txn.RedoLog;
import org.lightningdb.storage.vfs.UnfinishedVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.LogSalvage;

/**
 * Makes a new database of what can still be read of a damaged one, which it does not change. Stores
 * keep their ids.
 *
 * <p>Nothing is invented: a row gets into the new database only with a value that a checksum
 * vouches for. The order of sources:
 *
 * <ol>
 *   <li>superblock and manifest say which stores there are and where their trees begin; what is
 *       damaged there is worked around and reported;
 *   <li>each tree is walked from its root; a subtree that cannot be read is a {@link LostRange};
 *   <li>lost ranges are filled from older leaves that still lie in the data file; those rows are
 *       reported as uncertain, because they may have been changed or deleted since;
 *   <li>the commits in the log are applied in their order, over damaged places too.
 * </ol>
 *
 * <p>Values written as streams are saved if all their chunks can be read where the trees and the
 * log have them; chunks are not taken from older leaves, since those may be of another value.
 *
 * <p>Older versions that a store may have kept are not saved. Used by one thread.
 */
public final class Salvage {
  private final Vfs source;
  private final UnfinishedVfs target;
  private final EngineOptions options;
  private final EngineServices services;
  private final SalvageReport report = new SalvageReport();

  private Salvage(
      Vfs source, UnfinishedVfs target, EngineOptions options, EngineServices services) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.services = services;
  }

  /**
   * Saves {@code source} into the empty directory {@code target}. If it fails or is cut off, the
   * target says so of itself and cannot be opened.
   *
   * @throws StorageException {@code IN_USE} if somebody has the source open; {@code
   *     INVALID_REQUEST} if the target is not empty; {@code FOREIGN_FORMAT} if the source is of a
   *     newer release; {@code DISK_FULL}
   * @throws IOException if the target's device fails
   */
  public static SalvageReport run(
      Vfs source, Vfs target, EngineOptions options, EngineServices services) throws IOException {
    AutoCloseable lock = source.lock();
    try {
      UnfinishedVfs unfinished = UnfinishedVfs.begin(target);
      SalvageReport report = new Salvage(source, unfinished, options, services).save();
      unfinished.finish();
      return report;
    } finally {
      release(lock, source);
    }
  }

  private static void release(AutoCloseable lock, Vfs source) throws IOException {
    try {
      lock.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the lock of " + source.describe() + " cannot be released", e);
    }
  }

  private SalvageReport save() throws IOException {
    try (BlockFile blocks = openBlocks()) {
      Long databaseId = blocks == null ? null : blocks.databaseId();
      if (blocks != null && databaseId == null) {
        report.finding("the header of " + blocks.fileName() + " is damaged");
      }
      ManifestSalvage.Found manifest = ManifestSalvage.find(source, databaseId);
      manifest.findings().forEach(report::finding);
      save(blocks, manifest);
    }
    return report;
  }

  private @Nullable BlockFile openBlocks() throws IOException {
    List<String> names = source.list().stream().filter(name -> name.startsWith("DATA-")).toList();
    if (names.isEmpty()) {
      report.finding("there is no data file");
      return null;
    }
    return BlockFile.openDamaged(source, names.get(names.size() - 1));
  }

  private void save(@Nullable BlockFile blocks, ManifestSalvage.Found manifest) throws IOException {
    DatabaseState state = manifest.state();
    long flushedTimestamp = state == null ? 0 : state.flushedTimestamp();
    LogRows outline = new LogRows(flushedTimestamp, report, null, null);
    LogSalvage.Found log = readLog(state, outline);
    log.findings().forEach(report::finding);
    Map<Long, StoreSpec> stores = stores(blocks, manifest, outline);
    create(stores, state, outline.timestamp());
    try (LightningEngine engine = LightningEngine.open(target, options, services)) {
      RowWriter writer = new RowWriter(engine);
      StreamedValues streamed = new StreamedValues(engine, stores, writer, report);
      if (blocks != null) {
        saveTrees(blocks, manifest, stores, writer, streamed);
        streamed.settle();
      }
      NewRows rows = new NewRows(stores.keySet(), writer, streamed);
      readLog(state, new LogRows(flushedTimestamp, report, blocks, rows));
      streamed.settle();
      writer.flush();
    }
  }

  private LogSalvage.Found readLog(@Nullable DatabaseState state, LogRows target)
      throws IOException {
    Long databaseId = state == null ? null : Long.valueOf(state.databaseId());
    long floorLsn = state == null ? LogSalvage.FROM_THE_FIRST : state.walFloorLsn();
    return LogSalvage.read(
        source,
        databaseId,
        floorLsn,
        (lsn, payload) -> {
          try {
            RedoLog.replay(lsn, payload, target);
          } catch (StorageException e) {
            report.finding(String.valueOf(e.getMessage()));
          }
        });
  }

  /** The stores of the manifest and the log, and of unreached blocks if the manifest is damaged. */
  private Map<Long, StoreSpec> stores(
      @Nullable BlockFile blocks, ManifestSalvage.Found manifest, LogRows outline)
      throws IOException {
    Map<Long, StoreSpec> stores = new TreeMap<>(outline.created());
    DatabaseState state = manifest.state();
    if (state != null) {
      state.stores().values().forEach(entry -> stores.put(entry.storeId(), entry.spec()));
    }
    if (blocks != null && !manifest.complete()) {
      Map<Long, StoreSpec> found = new TreeMap<>();
      blocks
          .scan()
          .run(
              (address, generation, committed, block) -> {
                boolean runs = block.kind() == BlockKind.RUN_LIST;
                found.merge(
                    block.storeId(),
                    runs ? StoreSpec.lsm() : StoreSpec.btree(),
                    (one, other) -> one.layout() == LayoutKind.LSM ? one : other);
              });
      found.keySet().removeAll(stores.keySet());
      found.keySet().forEach(id -> report.finding("store " + id + " is known by its blocks only"));
      stores.putAll(found);
    }
    stores.keySet().removeAll(outline.dropped());
    stores.keySet().removeIf(storeId -> storeId < 0 && !holdsChunks(storeId, stores));
    stores.keySet().forEach(report::store);
    return stores;
  }

  /** Chunks without the store of their values, or of unreached blocks only, are of no use. */
  private static boolean holdsChunks(long storeId, Map<Long, StoreSpec> stores) {
    return stores.containsKey(LongValueAudit.counterpart(storeId));
  }

  private void create(
      Map<Long, StoreSpec> stores, @Nullable DatabaseState old, long newestTimestamp)
      throws IOException {
    long nextStoreId = old == null ? 1 : old.nextStoreId();
    Map<Long, StoreEntry> entries = new TreeMap<>();
    for (Map.Entry<Long, StoreSpec> store : stores.entrySet()) {
      entries.put(store.getKey(), new StoreEntry(store.getKey(), store.getValue(), null));
      nextStoreId = Math.max(nextStoreId, store.getKey() + 1);
    }
    NewDatabase.create(
        target,
        services.randomLongs().getAsLong(),
        entries,
        nextStoreId,
        Math.max(newestTimestamp, old == null ? 0 : old.flushedTimestamp()));
  }

  private void saveTrees(
      BlockFile blocks,
      ManifestSalvage.Found manifest,
      Map<Long, StoreSpec> stores,
      RowWriter writer,
      StreamedValues streamed)
      throws IOException {
    DatabaseState state = manifest.state();
    Map<Long, List<LostRange>> lost = new HashMap<>();
    for (Map.Entry<Long, StoreSpec> store : stores.entrySet()) {
      long storeId = store.getKey();
      StoreEntry entry = state == null ? null : state.stores().get(storeId);
      List<LostRange> ranges = new ArrayList<>();
      StoreRoot root = entry == null ? null : entry.root();
      if (entry != null && root != null && root.main() != null) {
        saveTree(blocks, entry, root.main(), ranges, writer);
      } else if (!manifest.complete()) {
        ranges.add(new LostRange(storeId, ByteRange.all(), -1, "nobody knows where it begins"));
      }
      if (manifest.suspectStores().contains(storeId)) {
        report.finding(
            "a damaged edit of the manifest may have changed store " + storeId + " afterwards");
      }
      if (storeId < 0) {
        ranges.forEach(range -> streamed.doubt(storeId, range.range()));
      } else {
        ranges.forEach(report::lost);
        if (!ranges.isEmpty() && store.getValue().layout() != LayoutKind.LSM) {
          lost.put(storeId, ranges);
        }
      }
    }
    if (!lost.isEmpty()) {
      new StaleRows(blocks, lost, report).saveTo(writer);
    }
  }

  private void saveTree(
      BlockFile blocks, StoreEntry store, TreeRoot root, List<LostRange> ranges, RowWriter writer) {
    long storeId = store.storeId();
    LsmSalvage.Sink sink =
        new LsmSalvage.Sink() {
          @Override
          public void row(Slice key, long commitTimestamp, @Nullable Slice value) {
            report.row(storeId);
            writer.write(storeId, key, value);
          }

          @Override
          public void lost(ByteRange range, long entries, String why) {
            ranges.add(new LostRange(storeId, range, entries, why));
          }
        };
    if (store.spec().layout() == LayoutKind.LSM) {
      LsmSalvage.walk(blocks, storeId, root, sink);
    } else {
      new TreeSalvage(blocks, storeId, new TreeSink(sink))
          .walk(root.address(), root.height(), root.entries());
    }
  }

  /** Trees hold no deletions. */
  private record TreeSink(LsmSalvage.Sink sink) implements TreeSalvage.Sink {
    @Override
    public void row(Slice key, long commitTimestamp, Slice value) {
      sink.row(key, commitTimestamp, value);
    }

    @Override
    public void lost(ByteRange range, long entries, String why) {
      sink.lost(range, entries, why);
    }
  }
}
