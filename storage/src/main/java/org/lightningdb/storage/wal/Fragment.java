package org.lightningdb.storage.wal;

import java.util.zip.CRC32C;
import org.lightningdb.storage.bytes.LittleEndian;

/**
 * The format of what lies in a segment. A record is cut into fragments where a segment ends and
 * every {@link #PAYLOAD_BYTES_MAX} bytes. Fragments follow each other, each at a multiple of 8; a
 * rest of fewer than {@link #SPACE_BYTES_MIN} bytes at the end of a segment stays empty.
 *
 * <pre>
 *   0  4  CRC-32C of the segment's salt, of the bytes from 4 to 32 and of the payload
 *   4  4  payload bytes in this fragment
 *   8  8  LSN of this fragment
 *  16  8  forced LSN: all before it was on the device when this fragment was appended
 *  24  4  payload bytes of the whole record; -1 for a closing mark, which carries none
 *  28  4  how many of those came in earlier fragments
 *  32     payload, then zeros up to a multiple of 8
 * </pre>
 *
 * <p>The LSN and the salt keep a recycled file's old contents and misplaced writes from being taken
 * for the log. The forced LSN makes lost bytes a provable fact: see {@link LogReader}.
 */
final class Fragment {
  static final int HEADER_BYTES = 32;
  static final int PAYLOAD_BYTES_MAX = 256 << 10;
  static final int SPACE_BYTES_MIN = 64;
  static final int CLOSING_MARK = -1;

  private Fragment() {}

  /** What a fragment of {@code payloadBytes} occupies. */
  static int bytes(int payloadBytes) {
    return (HEADER_BYTES + payloadBytes + 7) & -8;
  }

  /** Writes a fragment at {@code at}; the payload must already be in its place. */
  static void seal(
      byte[] array,
      int at,
      int payloadBytes,
      long lsn,
      long forcedLsn,
      int recordBytes,
      int recordOffset,
      long salt,
      CRC32C checksum) {
    LittleEndian.putInt(array, at + 4, payloadBytes);
    LittleEndian.putLong(array, at + 8, lsn);
    LittleEndian.putLong(array, at + 16, forcedLsn);
    LittleEndian.putInt(array, at + 24, recordBytes);
    LittleEndian.putInt(array, at + 28, recordOffset);
    for (int i = at + HEADER_BYTES + payloadBytes; i < at + bytes(payloadBytes); i++) {
      array[i] = 0;
    }
    LittleEndian.putInt(array, at, checksum(array, at, payloadBytes, salt, checksum));
  }

  private static int checksum(byte[] array, int at, int payloadBytes, long salt, CRC32C checksum) {
    checksum.reset();
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      checksum.update((int) (salt >>> shift));
    }
    checksum.update(array, at + 4, HEADER_BYTES - 4 + payloadBytes);
    return (int) checksum.getValue();
  }

  /** Whether the {@code available} bytes at {@code at} say that they are the fragment at an LSN. */
  static boolean claims(byte[] array, int at, int available, long lsn) {
    return available >= HEADER_BYTES && LittleEndian.getLong(array, at + 8) == lsn;
  }

  /** Whether what {@link #claims} to be a fragment is one. */
  static boolean isValid(byte[] array, int at, int available, long salt, CRC32C checksum) {
    int payloadBytes = payloadBytes(array, at);
    return payloadBytes >= 0
        && payloadBytes <= PAYLOAD_BYTES_MAX
        && bytes(payloadBytes) <= available
        && LittleEndian.getInt(array, at) == checksum(array, at, payloadBytes, salt, checksum);
  }

  static int payloadBytes(byte[] array, int at) {
    return LittleEndian.getInt(array, at + 4);
  }

  static long forcedLsn(byte[] array, int at) {
    return LittleEndian.getLong(array, at + 16);
  }

  static int recordBytes(byte[] array, int at) {
    return LittleEndian.getInt(array, at + 24);
  }

  static int recordOffset(byte[] array, int at) {
    return LittleEndian.getInt(array, at + 28);
  }
}
