package org.lightningdb.storage.manifest;

import java.util.zip.CRC32C;
import org.lightningdb.storage.bytes.LittleEndian;

/**
 * The frame around an edit in a manifest file. Every edit is written twice, each copy at a multiple
 * of 512, and forced once: one damaged place never costs an edit, and a half-written edit counts as
 * committed if one copy is whole.
 *
 * <pre>
 *   0  4  CRC-32C of the database id, the manifest number and the bytes from 4 on
 *   4  4  bytes of the edit
 *   8  8  sequence: 1 for the snapshot that begins the file, then one more for each edit
 *  16  4  copy: 0 or 1
 *  20  4  zero
 *  24     the edit, then zeros up to a multiple of 512
 * </pre>
 */
final class ManifestRecord {
  static final int ALIGNMENT = 512;
  private static final int HEADER_BYTES = 24;

  private ManifestRecord() {}

  /** What one copy occupies. */
  static int bytes(int editBytes) {
    return (HEADER_BYTES + editBytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Both copies. */
  static byte[] encode(byte[] edit, long sequence, long databaseId, long manifestNumber) {
    int copyBytes = bytes(edit.length);
    byte[] array = new byte[2 * copyBytes];
    for (int copy = 0; copy < 2; copy++) {
      int at = copy * copyBytes;
      LittleEndian.putInt(array, at + 4, edit.length);
      LittleEndian.putLong(array, at + 8, sequence);
      LittleEndian.putInt(array, at + 16, copy);
      System.arraycopy(edit, 0, array, at + HEADER_BYTES, edit.length);
      int checksum = checksum(array, at, edit.length, databaseId, manifestNumber);
      LittleEndian.putInt(array, at, checksum);
    }
    return array;
  }

  static boolean isValid(byte[] file, int at, long databaseId, long manifestNumber) {
    if (at < 0 || file.length - at < HEADER_BYTES) {
      return false;
    }
    int editBytes = LittleEndian.getInt(file, at + 4);
    return editBytes >= 0
        && editBytes <= file.length - at - HEADER_BYTES
        && sequence(file, at) > 0
        && LittleEndian.getInt(file, at)
            == checksum(file, at, editBytes, databaseId, manifestNumber);
  }

  static long sequence(byte[] file, int at) {
    return LittleEndian.getLong(file, at + 8);
  }

  static int copy(byte[] file, int at) {
    return LittleEndian.getInt(file, at + 16);
  }

  static byte[] edit(byte[] file, int at) {
    byte[] edit = new byte[LittleEndian.getInt(file, at + 4)];
    System.arraycopy(file, at + HEADER_BYTES, edit, 0, edit.length);
    return edit;
  }

  private static int checksum(
      byte[] array, int at, int editBytes, long databaseId, long manifestNumber) {
    byte[] seed = new byte[2 * Long.BYTES];
    LittleEndian.putLong(seed, 0, databaseId);
    LittleEndian.putLong(seed, Long.BYTES, manifestNumber);
    CRC32C crc = new CRC32C();
    crc.update(seed, 0, seed.length);
    crc.update(array, at + 4, HEADER_BYTES - 4 + editBytes);
    return (int) crc.getValue();
  }
}
