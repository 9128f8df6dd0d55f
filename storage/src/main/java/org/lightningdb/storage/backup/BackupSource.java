package org.lightningdb.storage.backup;

import java.util.function.Consumer;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.StoreEntry;

/**
 * A database held still while it is copied: one state, whose blocks stay where they are.
 * Thread-safe but for {@link #close}.
 */
public interface BackupSource extends AutoCloseable {
  DatabaseState state();

  /** Reports every block of a store but what lies below one that the visitor does not enter. */
  void visitSubtrees(StoreEntry store, SubtreeVisitor visitor);

  /** The bytes of a block as they lie on the disk, verified. */
  byte[] readBlock(long address);

  /** Reads everything beside the blocks, log and manifest, and reports what is damaged. */
  void verifyOthers(Consumer<String> report);

  /** Lets the blocks go. */
  @Override
  void close();
}
