package org.lightningdb.storage;

import java.util.function.Consumer;
import org.lightningdb.storage.backup.BackupSource;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.StoreEntry;
import org.lightningdb.storage.txn.ReadView;

/** The durable state of one moment. A view of that moment keeps its blocks from being reused. */
final class PinnedState implements BackupSource {
  private final DatabaseState state;
  private final ReadView pin;
  private final Layout layout;
  private final BlockFile blocks;
  private final Consumer<Consumer<String>> others;

  /**
   * Pins what is current.
   *
   * @param state the newest durable one; no checkpoint may be under way
   * @param pin taken while that holds
   * @param others reports damage of what is no block
   */
  PinnedState(
      DatabaseState state,
      ReadView pin,
      Layout layout,
      BlockFile blocks,
      Consumer<Consumer<String>> others) {
    this.others = others;
    this.state = state;
    this.pin = pin;
    this.layout = layout;
    this.blocks = blocks;
  }

  @Override
  public DatabaseState state() {
    return state;
  }

  @Override
  public void visitSubtrees(StoreEntry store, SubtreeVisitor visitor) {
    layout.open(store.storeId(), store.spec(), store.root()).visitSubtrees(visitor);
  }

  @Override
  public byte[] readBlock(long address) {
    return blocks.readRaw(address);
  }

  @Override
  public void verifyOthers(Consumer<String> report) {
    others.accept(report);
  }

  @Override
  public void close() {
    pin.close();
  }
}
