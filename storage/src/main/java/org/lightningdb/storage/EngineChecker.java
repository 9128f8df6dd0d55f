package org.lightningdb.storage;

import java.util.List;
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

  private final ExtentUse use;

  private EngineChecker(
      DatabaseState state, List<IngestedRun> runs, BlockFile blocks, Layout layout) {
    this.state = state;
    this.runs = runs;
    this.blocks = blocks;
    this.layout = layout;
    this.use = new ExtentUse(state.dataFileBytes());
  }

  /**
   * Checks a database that nobody has open, manifest and log, too; replays the log, which must be
   * readable. Changes nothing that a reader could see.
   *
   * @throws StorageException as {@link LightningEngine#open}, if it cannot even be opened
   */
  public static CheckReport check(Vfs vfs, EngineServices services) {
    EngineOptions options = EngineOptions.defaults().withCreateIfMissing(false);
    OpenedParts parts = OpenedParts.open(vfs, options, services);
    try {
      List<IngestedRun> runs = parts.recovered().state().ingestedRuns();
      CheckReport report = check(parts.manifest().current(), runs, parts.blocks(), parts.layout());
      parts.manifest().verify(report::problem);
      parts.log().verify(report::problem);
      return report;
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
    checkSpace();
    return report;
  }

  private void checkStore(StoredVersions store) {
    store.verify(report::problem);
    report.countEntries(store.entries());
    try {
      store.visitBlocks(address -> count(store.storeId(), address));
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

  private void count(long storeId, long address) {
    report.countBlock(BlockAddress.lengthBytes(address));
    long offset = BlockAddress.offsetBytes(address);
    switch (use.add(offset, BlockAddress.lengthBytes(address))) {
      case ALONE -> {}
      case SHARED -> report.problem("store " + storeId + " shares the block at " + offset);
      case OVERLAPPING ->
          report.problem(
              "the block at " + offset + " of store " + storeId + " overlaps another one");
      case OUTSIDE ->
          report.problem(
              "the block at "
                  + offset
                  + " of store "
                  + storeId
                  + " is not inside the data file of "
                  + state.dataFileBytes()
                  + " bytes");
    }
  }

  private void checkSpace() {
    if (!report.problems().isEmpty() || !blocks.freeExtents().isRebuilt()) {
      return;
    }
    long lost = blocks.freeExtents().lostBytes(use.usedBytes());
    if (lost != 0) {
      report.problem(
          lost
              + " of "
              + blocks.sizeBytes()
              + " bytes of the data file are neither used nor free nor waiting to be free");
    }
  }
}
