package org.lightningdb.storage.memory;

/**
 * Memory set aside for one purpose until it is closed. Closing twice is harmless. Used by one
 * thread at a time.
 */
public final class Reservation implements AutoCloseable {
  private final MemoryPool pool;
  private final String purpose;
  private long bytes;

  Reservation(MemoryPool pool, String purpose) {
    this.pool = pool;
    this.purpose = purpose;
  }

  /** What is set aside now. */
  public long bytes() {
    return bytes;
  }

  /**
   * Sets aside {@code more}; may wait for a checkpoint as {@link MemoryPool#reserve}.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code OUT_OF_MEMORY}; what was set
   *     aside before stays
   */
  public void grow(long more) {
    pool.take(purpose, more);
    bytes += more;
  }

  /** Sets aside {@code more} if that needs no waiting: for those who can go on with less. */
  public boolean tryGrow(long more) {
    boolean taken = pool.tryTake(more);
    if (taken) {
      bytes += more;
    }
    return taken;
  }

  /** Gives back a part. */
  public void shrink(long less) {
    if (less < 0 || less > bytes) {
      throw new IllegalArgumentException("cannot give back " + less + " of " + bytes + " bytes");
    }
    bytes -= less;
    pool.giveBack(less);
  }

  @Override
  public void close() {
    long all = bytes;
    bytes = 0;
    pool.giveBack(all);
  }
}
