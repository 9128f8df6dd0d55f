package org.lightningdb.index.access;

/**
 * The database's one budget of memory, for what a query keeps while it runs: hash tables, sorts,
 * windows. Cached blocks give way to reservations, and changes not yet written out are written out
 * for them, so that they are refused only when everybody else has nothing left to give.
 * Thread-safe.
 */
public interface QueryMemory {
  /**
   * Sets {@code bytes} aside; may wait for a checkpoint.
   *
   * @param purpose what for, as users know it: {@code "hash join"}; for messages
   * @throws org.lightningdb.index.error.DbException 53200, saying who holds what
   */
  Grant reserve(String purpose, long bytes);

  /** What could be reserved now. */
  long availableBytes();

  /** Memory set aside until it is closed; closing twice is harmless. For one thread at a time. */
  interface Grant extends AutoCloseable {
    /** What is set aside now. */
    long bytes();

    /**
     * Sets aside {@code more}; may wait for a checkpoint.
     *
     * @throws org.lightningdb.index.error.DbException 53200; what was set aside before stays
     */
    void grow(long more);

    /** Sets aside {@code more} if that needs no waiting; else the query should spill or do less. */
    boolean tryGrow(long more);

    /** Gives back {@code less}, a part of it. */
    void shrink(long less);

    @Override
    void close();
  }
}
