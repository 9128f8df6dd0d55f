package org.lightningdb.storage.memory;

/**
 * Where the arrays come from that grow with the work: of the log's buffers and of the deltas. Tests
 * hand in one that runs out of memory.
 */
@FunctionalInterface
public interface ByteArrays {
  /** The heap of this virtual machine. */
  ByteArrays HEAP = byte[]::new;

  /**
   * A new array of zeros.
   *
   * @throws OutOfMemoryError if there is no memory; whoever asks must then be as before
   */
  byte[] ofLength(int length);
}
