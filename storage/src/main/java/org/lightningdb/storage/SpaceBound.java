package org.lightningdb.storage;

/**
 * How large a data file may be for the blocks in it.
 *
 * @param factor of the bytes of all blocks in use
 * @param slackBytes beyond that
 */
record SpaceBound(double factor, long slackBytes) {
  /** While checkpoints follow each other: room for one complete copy of everything. */
  static final SpaceBound BUSY = new SpaceBound(2, 64 << 20);

  /** When nothing is written. */
  static final SpaceBound IDLE = new SpaceBound(1.25, 16 << 20);

  long bytesMax(long usedBytes) {
    return (long) (factor * usedBytes) + slackBytes;
  }
}
