package org.lightningdb.storage.block;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.VfsFile;

/** Reads blocks from the disk, verifies and unpacks them; knows no cache. Thread-safe. */
final class BlockReader {
  private final VfsFile file;
  private final FreeExtents freeExtents;
  private final BlockDecoder decoder;
  private final ReadCounters counts = new ReadCounters();
  private volatile boolean closed;

  BlockReader(VfsFile file, FreeExtents freeExtents, BlockDecoder decoder) {
    this.file = file;
    this.freeExtents = freeExtents;
    this.decoder = decoder;
  }

  ReadCounters counts() {
    return counts;
  }

  /** From now on failures say that the file is closed. */
  void close() {
    closed = true;
  }

  Block read(long address, long storeId) {
    return decode(readBytes(address), address, storeId);
  }

  /**
   * Reads a part of the file, whatever is there.
   *
   * @return how many bytes there are
   */
  int readPart(long offset, byte[] target, int length) throws IOException {
    return file.read(offset, target, 0, length);
  }

  /**
   * The bytes of a block as they lie on the disk, verified as {@link #read} does but not unpacked:
   * what a backup copies.
   */
  byte[] readRaw(long address) {
    byte[] bytes = readBytes(address);
    if (!RawBlock.isIntact(bytes, address)) {
      throw corrupt(address, "has a wrong checksum or is another block");
    }
    return bytes;
  }

  /** Whether a block can be there. */
  boolean isInside(long address) {
    return BlockAddress.isPlausible(address)
        && BlockAddress.firstUnit(address) + BlockAddress.units(address) <= freeExtents.endUnit()
        && BlockAddress.lengthBytes(address) <= Integer.MAX_VALUE - 8;
  }

  private byte[] readBytes(long address) {
    if (!isInside(address)) {
      throw corrupt(address, "is not an address inside the file");
    }
    int length = (int) BlockAddress.lengthBytes(address);
    byte[] bytes = new byte[length];
    try {
      int found = file.read(BlockAddress.offsetBytes(address), bytes, 0, length);
      counts.read(1, length);
      if (found < length) {
        throw corrupt(address, "is cut off after " + found + " of " + length + " bytes");
      }
    } catch (IOException e) {
      throw readFailure(address, e);
    }
    return bytes;
  }

  private void requireIntact(byte[] bytes, long address) {
    int storedLength = BlockHeader.storedLength(bytes);
    if (!BlockHeader.hasMagic(bytes)
        || storedLength < 0
        || storedLength > bytes.length - BlockHeader.BYTES
        || !BlockHeader.checksumMatches(bytes, storedLength)) {
      throw corrupt(address, "has a wrong checksum or is no block");
    }
  }

  Block decode(byte[] bytes, long address, long wantedStoreId) {
    requireIntact(bytes, address);
    BlockHeader header = BlockHeader.decode(bytes);
    BlockKind kind = BlockKind.ofCode(header.kind());
    if (header.version() != BlockHeader.FORMAT_VERSION
        || !BlockDecoder.knows(header.codec())
        || kind == null) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT,
          place(address) + " is of a version this release cannot read: " + header);
    }
    long storeId = wantedStoreId == BlockFile.ANY_STORE ? header.storeId() : wantedStoreId;
    if (header.selfAddress() != address || header.storeId() != storeId) {
      throw corrupt(address, "is another block, store " + storeId + " was wanted: " + header);
    }
    byte[] payload = payload(bytes, header);
    if (payload == null || header.rowCount() < 1 || header.rowCount() > payload.length) {
      throw corrupt(address, "has a payload that does not unpack");
    }
    try {
      BlockImage image =
          new BlockImage(
              kind,
              header.codec(),
              storeId,
              header.rowCount(),
              header.minTimestamp(),
              header.maxTimestamp(),
              payload);
      return decoder.block(image, place(address));
    } catch (IndexOutOfBoundsException e) {
      throw corrupt(address, "holds rows that do not parse: " + e.getMessage());
    }
  }

  private byte @Nullable [] payload(byte[] bytes, BlockHeader header) {
    int stored = header.storedLength();
    if (header.rawLength() < 0) {
      return null;
    }
    if (header.compression() == BlockHeader.COMPRESSION_ZSTD) {
      return decoder.compression().decompress(bytes, BlockHeader.BYTES, stored, header.rawLength());
    }
    if (header.compression() != BlockHeader.COMPRESSION_NONE || stored != header.rawLength()) {
      return null;
    }
    byte[] payload = new byte[stored];
    System.arraycopy(bytes, BlockHeader.BYTES, payload, 0, stored);
    return payload;
  }

  StorageException corrupt(long address, String what) {
    return new StorageException(Kind.CORRUPT, place(address) + " " + what);
  }

  String place(long address) {
    return "block at offset "
        + BlockAddress.offsetBytes(address)
        + " (length "
        + BlockAddress.lengthBytes(address)
        + ") of "
        + file.name();
  }

  StorageException readFailure(long address, IOException e) {
    return closed
        ? new StorageException(Kind.CLOSED, file.name() + " is closed", e)
        : new StorageException(
            Kind.READ_FAILED, place(address) + " cannot be read: " + e.getMessage(), e);
  }
}
