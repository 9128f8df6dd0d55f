package org.lightningdb.storage.block;

/** A block that is complete but not yet anywhere: what a {@link BlockCodec} makes of rows. */
public final class BlockImage {
  final BlockKind kind;

  /** As {@link BlockHeader} numbers them. */
  final int codec;

  /** Whether the payload as a whole may be compressed. */
  final boolean compressible;

  final long storeId;
  final int rowCount;
  final long minTimestamp;
  final long maxTimestamp;
  final byte[] payload;

  BlockImage(
      BlockKind kind,
      int codec,
      long storeId,
      int rowCount,
      long minTimestamp,
      long maxTimestamp,
      byte[] payload) {
    this(
        kind,
        codec,
        codec == BlockHeader.CODEC_ROWS,
        storeId,
        rowCount,
        minTimestamp,
        maxTimestamp,
        payload);
  }

  BlockImage(
      BlockKind kind,
      int codec,
      boolean compressible,
      long storeId,
      int rowCount,
      long minTimestamp,
      long maxTimestamp,
      byte[] payload) {
    this.compressible = compressible;
    this.kind = kind;
    this.codec = codec;
    this.storeId = storeId;
    this.rowCount = rowCount;
    this.minTimestamp = minTimestamp;
    this.maxTimestamp = maxTimestamp;
    this.payload = payload;
  }

  /** The newest commit among the rows. */
  public long maxTimestamp() {
    return maxTimestamp;
  }
}
