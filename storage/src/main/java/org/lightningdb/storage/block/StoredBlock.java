package org.lightningdb.storage.block;

/** A block as it will lie in the file, but for its address. Used by one thread after the other. */
final class StoredBlock {
  private final BlockImage image;
  private final byte[] bytes;
  private final int storedLength;
  private final boolean compressed;
  private final boolean tried;

  private StoredBlock(
      BlockImage image, byte[] bytes, int storedLength, boolean compressed, boolean tried) {
    this.image = image;
    this.bytes = bytes;
    this.storedLength = storedLength;
    this.compressed = compressed;
    this.tried = tried;
  }

  /**
   * Packs a payload, compressed if that saves a unit of the file.
   *
   * @param trying whether compression is worth a try
   */
  static StoredBlock of(BlockImage image, PayloadCompression compression, boolean trying) {
    byte[] payload = image.payload;
    int rawUnits = unitsFor(payload.length);
    boolean tried = trying && image.compressible && rawUnits > 1;
    if (tried) {
      int lengthMax = (rawUnits - 1) * BlockAddress.UNIT_BYTES - BlockHeader.BYTES;
      byte[] bytes = new byte[BlockHeader.BYTES + lengthMax];
      int length = compression.compress(payload, bytes, BlockHeader.BYTES, lengthMax);
      if (length >= 0) {
        return new StoredBlock(image, bytes, length, true, true);
      }
    }
    byte[] bytes = new byte[rawUnits * BlockAddress.UNIT_BYTES];
    System.arraycopy(payload, 0, bytes, BlockHeader.BYTES, payload.length);
    return new StoredBlock(image, bytes, payload.length, false, tried);
  }

  private static int unitsFor(int storedLength) {
    long bytes = (long) BlockHeader.BYTES + storedLength + BlockAddress.UNIT_BYTES - 1;
    return (int) (bytes / BlockAddress.UNIT_BYTES);
  }

  BlockImage image() {
    return image;
  }

  int units() {
    return unitsFor(storedLength);
  }

  /** The first {@link #units} of it are the block, once it is {@link #complete}. */
  byte[] bytes() {
    return bytes;
  }

  boolean isCompressed() {
    return compressed;
  }

  /** Whether it was to be compressed. */
  boolean isTried() {
    return tried;
  }

  /** Writes the header. */
  void complete(long address, int flags, long generation) {
    new BlockHeader(
            BlockHeader.FORMAT_VERSION,
            image.kind.code(),
            image.codec,
            compressed ? BlockHeader.COMPRESSION_ZSTD : BlockHeader.COMPRESSION_NONE,
            flags,
            image.rowCount,
            image.storeId,
            image.payload.length,
            storedLength,
            image.minTimestamp,
            image.maxTimestamp,
            address,
            generation)
        .encode(bytes);
  }
}
