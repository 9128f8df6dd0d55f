package org.lightningdb.storage.block;

/** Blocks as they lie on a disk, for those who move them about unread. */
public final class RawBlock {
  private RawBlock() {}

  /** Whether {@code bytes} are the whole and undamaged block that was written at an address. */
  public static boolean isIntact(byte[] bytes, long address) {
    if (bytes.length < BlockHeader.BYTES || !BlockHeader.hasMagic(bytes)) {
      return false;
    }
    int storedLength = BlockHeader.storedLength(bytes);
    return storedLength >= 0
        && storedLength <= bytes.length - BlockHeader.BYTES
        && BlockHeader.checksumMatches(bytes, storedLength)
        && BlockHeader.decode(bytes).selfAddress() == address;
  }
}
