package org.lightningdb.storage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.txn.LongValueCheck;
import org.lightningdb.storage.vfs.Vfs;

/**
 * Verifies the durable structure: every block of every store, read from disk (checksum, address,
 * owner, order, bounds, counts), that no two blocks share space, and that all space of the data
 * file is either used, free or waiting to be free.
 */
public final class EngineChecker {
  private final DatabaseState state;
  private final List<IngestedRun> runs;
  private final BlockFile blocks;
  private final Layout layout;
  private final CheckReport report = new CheckReport();

  /** Addresses of the blocks in use, by offset. */
  private final TreeMap<Long, Long> used = new TreeMap<>();

  private long usedBytes;

  private EngineChecker(
      DatabaseState state, List<IngestedRun> runs, BlockFile blocks, Layout layout) {
    this.state = state;
    this.runs = runs;
    this.blocks = blocks;
    this.layout = layout;
  }

  /**
   * Checks a database that nobody has open; also replays its log, which must be readable. Changes
   * nothing that a reader could see.
   *
   * @throws StorageException as {@link LightningEngine#open}, if it cannot even be opened
   */
  public static CheckReport check(Vfs vfs, EngineServices services) {
    EngineOptions options = EngineOptions.defaults().withCreateIfMissing(false);
    OpenedParts parts = OpenedParts.open(vfs, options, services);
    try {
      List<IngestedRun> runs = parts.recovered().state().ingestedRuns();
      return check(parts.manifest().current(), runs, parts.blocks(), parts.layout());
    } finally {
      OpenedParts.closeAll(parts.resources());
    }
  }

  /**
   * The caller keeps checkpoints away.
   *
   * @param runs committed, and not known to the manifest yet
   */
  static CheckReport check(
      DatabaseState state, List<IngestedRun> runs, BlockFile blocks, Layout layout) {
    return new EngineChecker(state, runs, blocks, layout).run();
  }

  private CheckReport run() {
    for (StoreEntry entry : state.stores().values()) {
      checkStore(layout.open(entry.storeId(), entry.spec(), entry.root()));
      if (entry.storeId() >= state.nextStoreId()) {
        report.problem("store " + entry.storeId() + " exists, next id is " + state.nextStoreId());
      }
    }
    checkLongValues();
    for (IngestedRun run : runs) {
      run.verify(report::problem);
      report.countEntries(run.entries());
    }
    checkOverlaps();
    checkSpace();
    return report;
  }

  private void checkStore(StoredVersions store) {
    store.verify(report::problem);
    report.countEntries(store.entries());
    try {
      store.visitBlocks(address -> use(store.storeId(), address));
    } catch (StorageException e) {
      report.problem(
          "the blocks of store " + store.storeId() + " cannot be listed: " + e.getMessage());
    }
  }

  private void checkLongValues() {
    for (StoreEntry entry : state.stores().values()) {
      if (LongValueCheck.isOfChunks(entry.storeId())) {
        StoreEntry values = state.stores().get(LongValueCheck.storeOfValues(entry.storeId()));
        if (values == null && entry.root() != null) {
          report.problem("store " + entry.storeId() + " has chunks of values of no store");
        } else if (values != null && report.problems().isEmpty()) {
          new LongValueCheck(open(values), open(entry), report::problem).run();
        }
      }
    }
  }

  private StoredVersions open(StoreEntry entry) {
    return layout.open(entry.storeId(), entry.spec(), entry.root());
  }

  private void use(long storeId, long address) {
    report.countBlock(BlockAddress.lengthBytes(address));
    usedBytes += BlockAddress.lengthBytes(address);
    if (used.put(BlockAddress.offsetBytes(address), address) != null) {
      report.problem(
          "store " + storeId + " shares the block at " + BlockAddress.offsetBytes(address));
    }
  }

  private void checkOverlaps() {
    long end = BlockAddress.UNIT_BYTES;
    for (Map.Entry<Long, Long> extent : used.entrySet()) {
      if (extent.getKey() < end) {
        report.problem("the block at " + extent.getKey() + " begins inside another one");
      }
      end = Math.max(end, extent.getKey() + BlockAddress.lengthBytes(extent.getValue()));
    }
    if (end > state.dataFileBytes()) {
      report.problem("blocks reach to " + end + ", the data file to " + state.dataFileBytes());
    }
  }

  private void checkSpace() {
    if (!report.problems().isEmpty() || !blocks.freeExtents().isRebuilt()) {
      return;
    }
    long lost = blocks.freeExtents().lostBytes(usedBytes);
    if (lost != 0) {
      report.problem(
          lost
              + " of "
              + blocks.sizeBytes()
              + " bytes of the data file are neither used nor free nor waiting to be free");
    }
  }
}
