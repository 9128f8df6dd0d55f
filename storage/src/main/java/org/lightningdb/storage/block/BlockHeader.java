package org.lightningdb.storage.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a block on disk, little-endian:
 *
 * <pre>
 *  0  u32  magic "LBLK"
 *  4  u8   format version, 1
 *  5  u8   kind: 1 leaf, 2 inner, 3 filter, 4 run list, 5 leaf of a history tree
 *  6  u8   codec: 1 rows, 2 columns
 *  7  u8   compression of the payload: 0 none, 1 zstd
 *  8  u32  flags: bit 0 = one version for each key, bit 1 = written before its transaction
 *          committed, if it ever did
 * 12  u32  row count
 * 16  u64  store id
 * 24  u32  raw length of the payload
 * 28  u32  stored length of the payload
 * 32  u64  smallest commit timestamp
 * 40  u64  largest commit timestamp
 * 48  u64  address of this block, so that misdirected I/O is noticed
 * 56  u32  generation in which it was written, see {@link BlockFile#generation}
 * 60  u32  crc32c of bytes 0 to 59 and the stored payload
 * 64       stored payload, then zeros up to a multiple of 4 KiB
 * </pre>
 */
record BlockHeader(
    int version,
    int kind,
    int codec,
    int compression,
    int flags,
    int rowCount,
    long storeId,
    int rawLength,
    int storedLength,
    long minTimestamp,
    long maxTimestamp,
    long selfAddress,
    long generation) {

  static final int BYTES = 64;
  static final int FORMAT_VERSION = 1;
  static final int CODEC_ROWS = 1;
  static final int CODEC_COLUMNS = 2;
  static final int COMPRESSION_NONE = 0;
  static final int COMPRESSION_ZSTD = 1;
  static final int FLAG_SINGLE_VERSION = 1;
  static final int FLAG_BEFORE_COMMIT = 2;

  private static final int MAGIC = 0x4B4C424C;
  private static final int CRC_OFFSET = 60;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static boolean hasMagic(byte[] block) {
    return (int) INT.get(block, 0) == MAGIC;
  }

  /** The length field alone, which the checksum needs before anything is trusted. */
  static int storedLength(byte[] block) {
    return (int) INT.get(block, 28);
  }

  /** Whether the checksum over header and {@code storedLength} bytes of payload is right. */
  static boolean checksumMatches(byte[] block, int storedLength) {
    return (int) INT.get(block, CRC_OFFSET) == checksum(block, storedLength);
  }

  private static int checksum(byte[] block, int storedLength) {
    CRC32C crc = new CRC32C();
    crc.update(block, 0, CRC_OFFSET);
    crc.update(block, BYTES, storedLength);
    return (int) crc.getValue();
  }

  static BlockHeader decode(byte[] block) {
    return new BlockHeader(
        block[4] & 0xFF,
        block[5] & 0xFF,
        block[6] & 0xFF,
        block[7] & 0xFF,
        (int) INT.get(block, 8),
        (int) INT.get(block, 12),
        (long) LONG.get(block, 16),
        (int) INT.get(block, 24),
        storedLength(block),
        (long) LONG.get(block, 32),
        (long) LONG.get(block, 40),
        (long) LONG.get(block, 48),
        Integer.toUnsignedLong((int) INT.get(block, 56)));
  }

  /** Writes the header before a payload that is already in place, and the checksum of both. */
  void encode(byte[] block) {
    INT.set(block, 0, MAGIC);
    block[4] = (byte) version;
    block[5] = (byte) kind;
    block[6] = (byte) codec;
    block[7] = (byte) compression;
    INT.set(block, 8, flags);
    INT.set(block, 12, rowCount);
    LONG.set(block, 16, storeId);
    INT.set(block, 24, rawLength);
    INT.set(block, 28, storedLength);
    LONG.set(block, 32, minTimestamp);
    LONG.set(block, 40, maxTimestamp);
    LONG.set(block, 48, selfAddress);
    INT.set(block, 56, (int) generation);
    INT.set(block, CRC_OFFSET, checksum(block, storedLength));
  }
}
