package org.lightningdb.storage.wal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * The first sector of a segment file. Written, forced and only then given its name, so that a file
 * with a segment's name and a bad header was damaged later.
 *
 * <pre>
 *   0  8  magic "LNDB-WAL"
 *   8  4  format version
 *  12  4  capacity: bytes of log that the file holds after this sector
 *  16  8  database id
 *  24  8  first LSN: position in the endless log of the first byte after this sector
 *  32  8  salt, part of the checksum of every fragment in the file
 *  40 20  zeros
 *  60  4  CRC-32C of the bytes before
 *  64     zeros up to 512
 * </pre>
 */
record SegmentHeader(int capacity, long databaseId, long firstLsn, long salt) {
  /** A sector of its own, so that no torn append can harm the header. */
  static final int BYTES = 512;

  private static final byte[] MAGIC = "LNDB-WAL".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 1;
  private static final int CHECKSUM_AT = 60;

  byte[] encode() {
    byte[] sector = new byte[BYTES];
    System.arraycopy(MAGIC, 0, sector, 0, MAGIC.length);
    LittleEndian.putInt(sector, 8, FORMAT_VERSION);
    LittleEndian.putInt(sector, 12, capacity);
    LittleEndian.putLong(sector, 16, databaseId);
    LittleEndian.putLong(sector, 24, firstLsn);
    LittleEndian.putLong(sector, 32, salt);
    LittleEndian.putInt(sector, CHECKSUM_AT, checksum(sector));
    return sector;
  }

  /**
   * @param file for messages
   * @throws StorageException {@code FOREIGN_FORMAT} if this is no segment, one of a newer version
   *     or of another database; {@code CORRUPT} if it was one
   */
  static SegmentHeader decode(byte[] sector, String file, long databaseId) {
    boolean magic = Arrays.equals(sector, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    boolean intact = checksum(sector) == LittleEndian.getInt(sector, CHECKSUM_AT);
    if (!magic || !intact) {
      throw new StorageException(
          Kind.CORRUPT, file + " does not begin with a valid header of a log segment (offset 0)");
    }
    int version = LittleEndian.getInt(sector, 8);
    if (version > FORMAT_VERSION) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT,
          file + " has log format " + version + "; this release reads up to " + FORMAT_VERSION);
    }
    SegmentHeader header =
        new SegmentHeader(
            LittleEndian.getInt(sector, 12),
            LittleEndian.getLong(sector, 16),
            LittleEndian.getLong(sector, 24),
            LittleEndian.getLong(sector, 32));
    if (header.databaseId != databaseId) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT, file + " belongs to another database; it was copied here");
    }
    return header;
  }

  /** What an intact header says, whichever database it belongs to; null if it is damaged. */
  static @Nullable SegmentHeader peek(byte[] sector) {
    if (!Arrays.equals(sector, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || checksum(sector) != LittleEndian.getInt(sector, CHECKSUM_AT)
        || LittleEndian.getInt(sector, 8) > FORMAT_VERSION) {
      return null;
    }
    return new SegmentHeader(
        LittleEndian.getInt(sector, 12),
        LittleEndian.getLong(sector, 16),
        LittleEndian.getLong(sector, 24),
        LittleEndian.getLong(sector, 32));
  }

  private static int checksum(byte[] sector) {
    CRC32C crc = new CRC32C();
    crc.update(sector, 0, CHECKSUM_AT);
    return (int) crc.getValue();
  }

  /**
   * A salt that no earlier segment of this place in the log has had: it depends on {@code
   * previousSalt}, the salt of the segment before or of the one that is replaced.
   */
  static long nextSalt(long databaseId, long firstLsn, long previousSalt) {
    return mix(databaseId + mix(firstLsn + mix(previousSalt + 0x9E3779B97F4A7C15L)));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
