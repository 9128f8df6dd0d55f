package org.lightningdb.storage.spec;

/**
 * How blocks are cut. Immutable.
 *
 * @param blockBytes raw size at which a block is cut
 */
public record BlockOptions(int blockBytes) {
  static final BlockOptions DEFAULTS = new BlockOptions(16 << 10);
}
