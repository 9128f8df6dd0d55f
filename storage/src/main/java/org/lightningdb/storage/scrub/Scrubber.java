package org.lightningdb.storage.scrub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.lightningdb.storage.backup.BackupSource;
import org.lightningdb.storage.backup.RateLimit;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.StoreEntry;

/**
 * One pass over every block of a state that is held still: each is read from the disk, past the
 * cache, and its checksum and address verified. Damage is noted and the pass goes on; what lies
 * below a damaged inner block cannot be found and is not read. Log and manifest follow. Used by one
 * thread.
 */
public final class Scrubber {
  private static final int PROBLEMS_MAX = 1000;

  private final BackupSource source;
  private final RateLimit limit;
  private final LongSupplier nanoTime;
  private final BooleanSupplier stopped;
  private final List<String> problems = new ArrayList<>();
  private long blocks;
  private long bytes;

  /**
   * Prepares a pass.
   *
   * @param stopped asked before every block; true gives the pass up
   */
  public Scrubber(
      BackupSource source, RateLimit limit, LongSupplier nanoTime, BooleanSupplier stopped) {
    this.source = source;
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.stopped = stopped;
  }

  /**
   * Reads everything.
   *
   * @throws StorageException {@code INTERRUPTED}, {@code CLOSED}; damage is not thrown
   */
  public ScrubReport run() {
    long from = nanoTime.getAsLong();
    for (StoreEntry store : source.state().stores().values()) {
      try {
        source.visitSubtrees(store, (address, generation) -> verify(store.storeId(), address));
      } catch (StorageException e) {
        note(store.storeId(), e);
      }
    }
    if (!stopped.getAsBoolean()) {
      source.verifyOthers(this::note);
    }
    return new ScrubReport(
        blocks, bytes, nanoTime.getAsLong() - from, !stopped.getAsBoolean(), problems);
  }

  /** Returns whether the blocks below can be found. */
  private boolean verify(long storeId, long address) {
    if (stopped.getAsBoolean()) {
      return false;
    }
    try {
      byte[] block = source.readBlock(address);
      blocks++;
      bytes += block.length;
      limit.pass(block.length);
      return true;
    } catch (StorageException e) {
      note(storeId, e);
      return false;
    }
  }

  private void note(long storeId, StorageException e) {
    if (e.kind() != Kind.CORRUPT
        && e.kind() != Kind.READ_FAILED
        && e.kind() != Kind.FOREIGN_FORMAT) {
      throw e;
    }
    note("store " + storeId + ": " + e.getMessage());
  }

  private void note(String problem) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(problem);
    }
  }
}
