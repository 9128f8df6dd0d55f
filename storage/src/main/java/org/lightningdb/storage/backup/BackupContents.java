package org.lightningdb.storage.backup;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The file {@code BACKUP}: what a backup directory is and what must be in it. Little-endian:
 *
 * <pre>
 *   0  8  magic "LNDB-BAK"
 *   8  4  format version of the backup, 1
 *  12  4  format version of the database
 *  16  8  length of this file
 *  24  8  backup id               32  8  parent's backup id, 0 for a full backup
 *  40  8  database id             48  8  commit timestamp
 *  56  4  number of packs         60  4  CRC-32C of the file INDEX
 *  64  8  blocks in all packs     72  8  bytes in all packs
 *  80  8  what the clock told the newest commit, in milliseconds since 1970
 *  88  4  length of the state, then the state as a manifest's edit
 *  end-4  CRC-32C of the bytes before
 * </pre>
 *
 * @param state what the manifest said, as {@code StateImage} encodes it
 */
public record BackupContents(
    int databaseFormat,
    long backupId,
    long parentId,
    long databaseId,
    long timestamp,
    int packs,
    int indexChecksum,
    long blocks,
    long bytes,
    long clockMillis,
    Slice state) {

  static final String FILE = "BACKUP";
  private static final byte[] MAGIC = "LNDB-BAK".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 1;
  private static final int FIXED_BYTES = 92;
  private static final int BYTES_MAX = 1 << 30;

  /** Writes the file and forces it. */
  void write(Vfs directory) throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(FIXED_BYTES + state.length() + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(FORMAT_VERSION).putInt(databaseFormat).putLong(out.capacity());
    out.putLong(backupId).putLong(parentId).putLong(databaseId).putLong(timestamp);
    out.putInt(packs).putInt(indexChecksum).putLong(blocks).putLong(bytes);
    out.putLong(clockMillis);
    out.putInt(state.length()).put(state.toByteArray());
    out.putInt(checksum(out.array(), out.position()));
    try (VfsFile file = directory.create(FILE)) {
      file.write(0, out.array(), 0, out.capacity());
      file.force();
    }
  }

  /**
   * Reads the file of a backup directory.
   *
   * @throws StorageException {@code FOREIGN_FORMAT} if this is no backup or one of a newer release,
   *     {@code CORRUPT} if it is damaged
   */
  static BackupContents read(Vfs directory) throws IOException {
    String where = FILE + " in " + directory.describe();
    if (!directory.exists(FILE)) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT, directory.describe() + " is not a backup: it has no file " + FILE);
    }
    byte[] bytes;
    try (VfsFile file = directory.open(FILE)) {
      if (file.size() < FIXED_BYTES + Integer.BYTES || file.size() > BYTES_MAX) {
        throw new StorageException(Kind.CORRUPT, where + " has " + file.size() + " bytes");
      }
      bytes = new byte[(int) file.size()];
      file.read(0, bytes, 0, bytes.length);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - Integer.BYTES;
    if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || in.getInt(end) != checksum(bytes, end)) {
      throw new StorageException(Kind.CORRUPT, where + " is damaged");
    }
    return decode(in, where);
  }

  private static BackupContents decode(ByteBuffer in, String where) {
    try {
      int version = in.position(MAGIC.length).getInt();
      if (version > FORMAT_VERSION) {
        throw new StorageException(
            Kind.FOREIGN_FORMAT,
            where + " has backup format " + version + "; this release reads " + FORMAT_VERSION);
      }
      int databaseFormat = in.getInt();
      in.getLong();
      long backupId = in.getLong();
      long parentId = in.getLong();
      long databaseId = in.getLong();
      long timestamp = in.getLong();
      int packs = in.getInt();
      int indexChecksum = in.getInt();
      long blocks = in.getLong();
      long bytes = in.getLong();
      long clockMillis = in.getLong();
      byte[] state = new byte[Math.max(0, Math.min(in.getInt(), in.remaining()))];
      in.get(state);
      return new BackupContents(
          databaseFormat,
          backupId,
          parentId,
          databaseId,
          timestamp,
          packs,
          indexChecksum,
          blocks,
          bytes,
          clockMillis,
          new Slice(state));
    } catch (BufferUnderflowException e) {
      throw new StorageException(Kind.CORRUPT, where + " is cut off", e);
    }
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
