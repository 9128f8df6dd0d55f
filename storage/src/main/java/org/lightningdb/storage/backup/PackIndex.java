package org.lightningdb.storage.backup;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The file {@code INDEX}: which blocks a backup holds and where. 24 bytes for each, little-endian,
 * in no order:
 *
 * <pre>
 *   0  8  address in the data file
 *   8  4  generation, 0 if it is not known
 *  12  4  pack
 *  16  8  offset in the pack
 * </pre>
 *
 * <p>Its checksum is in {@link BackupContents}. Thread-safe while it is filled.
 */
final class PackIndex {
  static final String FILE = "INDEX";
  private static final int ENTRY_BYTES = 24;
  private static final int WRITE_BYTES = ENTRY_BYTES * 10_000;

  private byte[] entries = new byte[ENTRY_BYTES * 1024];
  private int length;

  /** Who is told of the entries. */
  interface Visitor {
    void entry(long address, long generation, int pack, long offset) throws IOException;
  }

  synchronized void add(long address, long generation, int pack, long offset) {
    if (length == entries.length) {
      entries = Arrays.copyOf(entries, Math.multiplyExact(entries.length, 2));
    }
    LittleEndian.putLong(entries, length, address);
    LittleEndian.putInt(entries, length + 8, (int) generation);
    LittleEndian.putInt(entries, length + 12, pack);
    LittleEndian.putLong(entries, length + 16, offset);
    length += ENTRY_BYTES;
  }

  synchronized long count() {
    return length / ENTRY_BYTES;
  }

  synchronized int checksum() {
    CRC32C crc = new CRC32C();
    crc.update(entries, 0, length);
    return (int) crc.getValue();
  }

  /** Writes the file and forces it. */
  synchronized void write(Vfs directory) throws IOException {
    try (VfsFile file = directory.create(FILE)) {
      for (int at = 0; at < length; at += WRITE_BYTES) {
        file.write(at, entries, at, Math.min(WRITE_BYTES, length - at));
      }
      file.force();
    }
  }

  /** Reads the file; whether it is whole, its checksum tells. */
  static PackIndex read(Vfs directory, long blocks) throws IOException {
    PackIndex index = new PackIndex();
    try (VfsFile file = directory.open(FILE)) {
      long expected = Math.min(Math.max(0, blocks), Integer.MAX_VALUE / ENTRY_BYTES) * ENTRY_BYTES;
      index.entries = new byte[(int) Math.min(expected, file.size())];
      index.length = file.read(0, index.entries, 0, index.entries.length);
    }
    return index;
  }

  void visit(Visitor visitor) throws IOException {
    for (int at = 0; at < length; at += ENTRY_BYTES) {
      visitor.entry(
          LittleEndian.getLong(entries, at),
          Integer.toUnsignedLong(LittleEndian.getInt(entries, at + 8)),
          LittleEndian.getInt(entries, at + 12),
          LittleEndian.getLong(entries, at + 16));
    }
  }
}
