package org.lightningdb.storage.spec;

/**
 * How blocks are cut. Immutable.
 *
 * @param blockBytes raw size at which a block of rows is cut
 * @param columnRows rows at which a block of columns is cut
 * @param columnBlockBytes size of its rows at which a block of columns is cut, if that is earlier
 */
public record BlockOptions(int blockBytes, int columnRows, int columnBlockBytes) {
  static final BlockOptions DEFAULTS = new BlockOptions(16 << 10, 1024, 256 << 10);

  public static BlockOptions defaults() {
    return DEFAULTS;
  }

  public BlockOptions withBlockBytes(int value) {
    return new BlockOptions(value, columnRows, columnBlockBytes);
  }

  public BlockOptions withColumns(int rows, int bytes) {
    return new BlockOptions(blockBytes, rows, bytes);
  }
}
