package org.lightningdb.storage.spec;

/**
 * What memory is used for. Immutable.
 *
 * @param cacheBytesMax budget of the block cache
 * @param deltaBytesMax size of the in-memory delta that starts a checkpoint
 */
public record MemoryOptions(long cacheBytesMax, long deltaBytesMax) {
  static final MemoryOptions DEFAULTS = new MemoryOptions(64L << 20, 64L << 20);
}
