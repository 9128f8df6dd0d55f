package org.lightningdb.storage.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The file {@code SUPER}: what makes a directory a database, and which manifest is its newest. Two
 * slots of 4 KiB at 0 and 32 KiB; the valid one with the higher generation counts. A change writes
 * and forces first the older slot, then the other one, so that in peace both say the same and a
 * damaged one costs nothing.
 *
 * <pre>
 *   0    8  magic "LNDB-SUP"
 *   8    4  format version of the database
 *  12    4  zero
 *  16    8  generation
 *  24    8  database id
 *  32    8  manifest number
 *  40       zeros
 *  4092  4  CRC-32C of the bytes before
 * </pre>
 */
final class SuperBlock {
  static final String FILE = "SUPER";
  static final String TEMPORARY_FILE = "SUPER-new";

  private static final byte[] MAGIC = "LNDB-SUP".getBytes(StandardCharsets.US_ASCII);
  private static final int SLOT_BYTES = 4 << 10;
  private static final int SECOND_SLOT_AT = 32 << 10;
  private static final int CHECKSUM_AT = SLOT_BYTES - Integer.BYTES;

  /** What a slot says. */
  record Pointer(int formatVersion, long generation, long databaseId, long manifestNumber) {
    Pointer next(long newManifestNumber) {
      return new Pointer(formatVersion, generation + 1, databaseId, newManifestNumber);
    }

    boolean agreesWith(@Nullable Pointer other) {
      return other != null
          && other.formatVersion == formatVersion
          && other.databaseId == databaseId
          && other.manifestNumber == manifestNumber;
    }
  }

  private SuperBlock() {}

  /** Makes the file; when it returns, the directory is durably a database. */
  static void create(Vfs vfs, int formatVersion, long databaseId, long manifestNumber)
      throws IOException {
    if (vfs.exists(TEMPORARY_FILE)) {
      vfs.delete(TEMPORARY_FILE);
    }
    Pointer first = new Pointer(formatVersion, 1, databaseId, manifestNumber);
    try (VfsFile file = vfs.create(TEMPORARY_FILE)) {
      writeSlot(file, 0, first);
      writeSlot(file, SECOND_SLOT_AT, first.next(manifestNumber));
      file.force();
    }
    vfs.rename(TEMPORARY_FILE, FILE);
    vfs.syncDirectory();
  }

  /**
   * The newest pointer, durable: a killed process may have left it in the operating system only. A
   * slot that says something else, or nothing, is brought up to it.
   *
   * @throws StorageException {@code FOREIGN_FORMAT} if this is no database or a newer one; {@code
   *     CORRUPT} if both slots are damaged
   */
  static Pointer open(Vfs vfs) throws IOException {
    try (VfsFile file = vfs.open(FILE)) {
      byte[] first = readSlot(file, 0);
      byte[] second = readSlot(file, SECOND_SLOT_AT);
      Pointer a = decode(first);
      Pointer b = decode(second);
      if (b != null && (a == null || b.generation > a.generation)) {
        return settle(vfs, file, b, a, 0);
      }
      if (a == null) {
        throw unreadable(vfs, hasMagic(first) || hasMagic(second));
      }
      return settle(vfs, file, a, b, SECOND_SLOT_AT);
    }
  }

  /** The newest pointer as it is read now, changing nothing; null if both slots are damaged. */
  static @Nullable Pointer peek(Vfs vfs) throws IOException {
    try (VfsFile file = vfs.open(FILE)) {
      Pointer a = decode(readSlot(file, 0));
      Pointer b = decode(readSlot(file, SECOND_SLOT_AT));
      return b != null && (a == null || b.generation > a.generation) ? b : a;
    }
  }

  /** Reports each slot that does not lead to the manifest {@code number} any more. */
  static void verify(Vfs vfs, long number, Consumer<String> report) throws IOException {
    try (VfsFile file = vfs.open(FILE)) {
      for (int at : new int[] {0, SECOND_SLOT_AT}) {
        Pointer found = decode(readSlot(file, at));
        if (found == null || found.manifestNumber != number) {
          report.accept(FILE + " is damaged at offset " + at);
        }
      }
    }
  }

  private static Pointer settle(
      Vfs vfs, VfsFile file, Pointer newest, @Nullable Pointer other, long otherAt)
      throws IOException {
    requireReadable(vfs, newest);
    file.force();
    if (newest.agreesWith(other)) {
      return newest;
    }
    Pointer repeated = newest.next(newest.manifestNumber);
    writeSlot(file, otherAt, repeated);
    file.force();
    return repeated;
  }

  private static StorageException unreadable(Vfs vfs, boolean wasOurs) {
    String where = FILE + " in " + vfs.describe();
    return wasOurs
        ? new StorageException(
            Kind.CORRUPT, where + " is damaged at offset 0 and at offset " + SECOND_SLOT_AT)
        : new StorageException(
            Kind.FOREIGN_FORMAT, where + " is not the superblock of a Lightning database");
  }

  private static void requireReadable(Vfs vfs, Pointer pointer) {
    if (pointer.formatVersion > DatabaseState.FORMAT_VERSION
        || pointer.formatVersion < DatabaseState.FORMAT_VERSION_MIN) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT,
          "the database in "
              + vfs.describe()
              + " has format version "
              + pointer.formatVersion
              + "; this release reads "
              + DatabaseState.FORMAT_VERSION_MIN
              + " to "
              + DatabaseState.FORMAT_VERSION);
    }
  }

  /** Points both slots to another manifest, the older one first. */
  static Pointer point(Vfs vfs, Pointer from, long manifestNumber) throws IOException {
    try (VfsFile file = vfs.open(FILE)) {
      Pointer first = decode(readSlot(file, 0));
      boolean firstIsNewest = first != null && first.generation == from.generation;
      Pointer next = from.next(manifestNumber);
      writeSlot(file, firstIsNewest ? SECOND_SLOT_AT : 0, next);
      file.force();
      Pointer repeated = next.next(manifestNumber);
      writeSlot(file, firstIsNewest ? 0 : SECOND_SLOT_AT, repeated);
      file.force();
      return repeated;
    }
  }

  private static void writeSlot(VfsFile file, long at, Pointer pointer) throws IOException {
    byte[] slot = new byte[SLOT_BYTES];
    System.arraycopy(MAGIC, 0, slot, 0, MAGIC.length);
    LittleEndian.putInt(slot, 8, pointer.formatVersion);
    LittleEndian.putLong(slot, 16, pointer.generation);
    LittleEndian.putLong(slot, 24, pointer.databaseId);
    LittleEndian.putLong(slot, 32, pointer.manifestNumber);
    LittleEndian.putInt(slot, CHECKSUM_AT, checksum(slot));
    file.write(at, slot, 0, slot.length);
  }

  private static byte[] readSlot(VfsFile file, long at) throws IOException {
    byte[] slot = new byte[SLOT_BYTES];
    file.read(at, slot, 0, slot.length);
    return slot;
  }

  private static boolean hasMagic(byte[] slot) {
    return Arrays.equals(slot, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static @Nullable Pointer decode(byte[] slot) {
    if (!hasMagic(slot) || LittleEndian.getInt(slot, CHECKSUM_AT) != checksum(slot)) {
      return null;
    }
    return new Pointer(
        LittleEndian.getInt(slot, 8),
        LittleEndian.getLong(slot, 16),
        LittleEndian.getLong(slot, 24),
        LittleEndian.getLong(slot, 32));
  }

  private static int checksum(byte[] slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot, 0, CHECKSUM_AT);
    return (int) crc.getValue();
  }
}
