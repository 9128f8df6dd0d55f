package org.lightningdb.storage.spec;

import org.lightningdb.storage.spec.StoreSpec.Compression;

/**
 * What temporary files of queries may take. Immutable.
 *
 * @param bytesMax what all of them may hold together on the disk; what exceeds it is refused
 * @param compression of their frames
 */
public record ScratchOptions(long bytesMax, Compression compression) {
  private static final ScratchOptions DEFAULTS =
      new ScratchOptions(Long.MAX_VALUE, Compression.ADAPTIVE);

  public ScratchOptions {
    if (bytesMax < 0) {
      throw new IllegalArgumentException(bytesMax + " bytes of temporary files");
    }
  }

  /** As much as the disk has room for, compressed where that saves enough. */
  public static ScratchOptions defaults() {
    return DEFAULTS;
  }

  public ScratchOptions withBytesMax(long value) {
    return new ScratchOptions(value, compression);
  }

  public ScratchOptions withCompression(Compression value) {
    return new ScratchOptions(bytesMax, value);
  }
}
