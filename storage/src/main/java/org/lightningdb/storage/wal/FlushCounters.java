package org.lightningdb.storage.wal;

import java.util.function.LongSupplier;

/** What a {@link LogFlusher} has done so far. Guarded by it. */
final class FlushCounters {
  private final LongSupplier nanoTime;
  private long recordsWritten;
  private long writes;
  private long copies;
  private long forces;
  private long recordsForced;
  private long recordsPerForceMax;
  private long forceNanos;
  private long forceNanosMax;
  private long lastForceNanos;

  FlushCounters(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastForceNanos = nanoTime.getAsLong();
  }

  long now() {
    return nanoTime.getAsLong();
  }

  void written(long records) {
    recordsWritten += records;
    writes++;
  }

  void copied(long records) {
    recordsWritten += records;
    copies++;
  }

  long recordsWritten() {
    return recordsWritten;
  }

  /**
   * @param recordsBefore how many records were written when the force began
   * @param startNanos when who forces began to write
   */
  void forced(long recordsBefore, long startNanos) {
    long now = now();
    forces++;
    forceNanos += now - startNanos;
    forceNanosMax = Math.max(forceNanosMax, now - startNanos);
    lastForceNanos = now;
    recordsPerForceMax = Math.max(recordsPerForceMax, recordsBefore - recordsForced);
    recordsForced = recordsBefore;
  }

  /**
   * @param recordsWaiting appended and not written yet
   */
  WalStatistics statistics(long recordsWaiting) {
    return new WalStatistics(
        recordsWritten + recordsWaiting,
        writes,
        copies,
        forces,
        recordsForced,
        recordsPerForceMax,
        forceNanos,
        forceNanosMax,
        now() - lastForceNanos);
  }
}
