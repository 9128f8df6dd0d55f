package org.lightningdb.storage.block;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The first 4 KiB of a data file, little-endian:
 *
 * <pre>
 *  0  u64  magic "LIGHTDAT"
 *  8  u32  format version, 1
 * 12  u64  database id
 * 20  u32  crc32c of bytes 0 to 19
 * 24       zeros
 * </pre>
 */
final class DataFileHeader {
  private static final long MAGIC = 0x5441445448474942L;
  private static final int FORMAT_VERSION = 1;
  private static final int CRC_OFFSET = 20;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private DataFileHeader() {}

  static byte[] encode(long databaseId) {
    byte[] header = new byte[BlockAddress.UNIT_BYTES];
    LONG.set(header, 0, MAGIC);
    INT.set(header, 8, FORMAT_VERSION);
    LONG.set(header, 12, databaseId);
    INT.set(header, CRC_OFFSET, checksum(header));
    return header;
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CRC_OFFSET);
    return (int) crc.getValue();
  }

  static void verify(String name, byte[] header, int length, long databaseId) {
    if (length < header.length || (int) INT.get(header, CRC_OFFSET) != checksum(header)) {
      throw new StorageException(Kind.CORRUPT, "the header at offset 0 of " + name + " is damaged");
    }
    if ((long) LONG.get(header, 0) != MAGIC || (int) INT.get(header, 8) != FORMAT_VERSION) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT,
          name + " is not a data file of a version this release can read: " + INT.get(header, 8));
    }
    if ((long) LONG.get(header, 12) != databaseId) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT,
          name + " belongs to database " + LONG.get(header, 12) + ", not to " + databaseId);
    }
  }

  /** The database that an intact header names, else null. */
  static @Nullable Long databaseIdOf(byte[] header, int length) {
    boolean intact =
        length >= header.length
            && (int) INT.get(header, CRC_OFFSET) == checksum(header)
            && (long) LONG.get(header, 0) == MAGIC;
    return intact ? Long.valueOf((long) LONG.get(header, 12)) : null;
  }

  static void requireNoBlocks(Vfs vfs, String name) throws IOException {
    try (VfsFile leftover = vfs.open(name)) {
      if (leftover.size() > BlockAddress.UNIT_BYTES) {
        throw new StorageException(
            Kind.FOREIGN_FORMAT,
            name + " in " + vfs.describe() + " exists already and is not empty");
      }
    }
  }
}
