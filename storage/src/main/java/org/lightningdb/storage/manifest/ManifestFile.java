package org.lightningdb.storage.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.LittleEndian;
import org.lightningdb.storage.clock.TimeMap;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * One manifest file: a header, a snapshot, then edits, each as two {@link ManifestRecord}s. The
 * file is filled with zeros ahead, so that an edit usually needs no new space.
 *
 * <p>Header, written twice like the edits, 512 bytes each:
 *
 * <pre>
 *   0  8  magic "LNDB-MAN"
 *   8  4  format version of the database
 *  12  4  zero
 *  16  8  database id
 *  24  8  manifest number
 *  32     zeros
 * 508  4  CRC-32C of the bytes before
 * </pre>
 */
final class ManifestFile {
  private static final String PREFIX = "MANIFEST-";
  private static final byte[] MAGIC = "LNDB-MAN".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 512;
  private static final int CHECKSUM_AT = HEADER_BYTES - Integer.BYTES;
  static final int FIRST_RECORD_AT = 2 * HEADER_BYTES;
  private static final int FILL_BYTES = 32 << 10;
  private static final int BYTES_MAX = 1 << 30;

  private final VfsFile file;
  private final long databaseId;
  private final long number;
  private DatabaseState state;
  private long sequence;
  private long end = FIRST_RECORD_AT;
  private long filled;
  private boolean damaged;

  private ManifestFile(VfsFile file, long number, DatabaseState state) {
    this.file = file;
    this.databaseId = state.databaseId();
    this.number = number;
    this.state = state;
  }

  static String name(long number) {
    return String.format(Locale.ROOT, PREFIX + "%08x", number);
  }

  static boolean isName(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * Makes a durable file that begins with {@code state}.
   *
   * @throws NoSpaceException if there is no space; nothing is left behind
   */
  static ManifestFile create(Vfs vfs, long number, DatabaseState state) throws IOException {
    String name = name(number);
    if (vfs.exists(name)) {
      vfs.delete(name);
    }
    VfsFile file = vfs.create(name);
    boolean complete = false;
    boolean noSpace = false;
    try {
      byte[] header = encodeHeader(state, number);
      file.write(0, header, 0, header.length);
      file.write(HEADER_BYTES, header, 0, header.length);
      ManifestFile manifest = new ManifestFile(file, number, empty(state));
      manifest.filled = FIRST_RECORD_AT;
      manifest.append(state);
      vfs.syncDirectory();
      complete = true;
      return manifest;
    } catch (NoSpaceException e) {
      noSpace = true;
      throw e;
    } finally {
      if (!complete) {
        file.close();
      }
      if (noSpace) {
        vfs.delete(name);
      }
    }
  }

  private static DatabaseState empty(DatabaseState state) {
    return state.withStores(Map.of()).withTimes(TimeMap.empty());
  }

  /**
   * Reads a file and forces what was read, because a killed process may have left it in the
   * operating system only.
   *
   * @throws StorageException {@code CORRUPT}, naming file and offset
   */
  static ManifestFile open(Vfs vfs, SuperBlock.Pointer pointer) throws IOException {
    String name = name(pointer.manifestNumber());
    if (!vfs.exists(name)) {
      throw new StorageException(
          Kind.CORRUPT, name + " in " + vfs.describe() + " is missing; the superblock names it");
    }
    VfsFile file = vfs.open(name);
    boolean complete = false;
    try {
      DatabaseState empty =
          DatabaseState.initial(pointer.databaseId(), "")
              .withFormatVersion(pointer.formatVersion());
      ManifestFile manifest = new ManifestFile(file, pointer.manifestNumber(), empty);
      manifest.replay(readWhole(file));
      file.force();
      vfs.syncDirectory();
      complete = true;
      return manifest;
    } finally {
      if (!complete) {
        file.close();
      }
    }
  }

  /** Reads the file again, reporting what is not as it was written; changes nothing. */
  void verify(Consumer<String> report) throws IOException {
    DatabaseState empty =
        DatabaseState.initial(databaseId, "").withFormatVersion(state.formatVersion());
    ManifestFile read = new ManifestFile(file, number, empty);
    try {
      read.replay(readWhole(file));
      boolean worse = read.damaged && !damaged; // What was found at the opening is on its way out.
      if (worse || read.state.generation() != state.generation()) {
        report.accept(file.name() + " is damaged: it is not all that was written");
      }
    } catch (StorageException e) {
      report.accept(String.valueOf(e.getMessage()));
    }
  }

  static byte[] readWhole(VfsFile file) throws IOException {
    if (file.size() > BYTES_MAX) {
      throw new StorageException(
          Kind.CORRUPT, file.name() + " has " + file.size() + " bytes, which no manifest has");
    }
    byte[] bytes = new byte[(int) file.size()];
    file.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  private void replay(byte[] bytes) {
    byte[] header = encodeHeader(state, number);
    boolean first = matches(bytes, 0, header);
    boolean second = matches(bytes, HEADER_BYTES, header);
    if (!first && !second) {
      throw corrupt(0, "it does not begin with the header of this manifest");
    }
    damaged = !first || !second;
    filled = (long) bytes.length & -ManifestRecord.ALIGNMENT;
    int at = FIRST_RECORD_AT;
    while (at >= 0) {
      at = replayOne(bytes, at);
    }
    if (sequence == 0) {
      throw corrupt(FIRST_RECORD_AT, "its snapshot is damaged");
    }
  }

  /** Applies the next edit and returns where the one after it is, or -1 at the end. */
  private int replayOne(byte[] bytes, int at) {
    int found = -1;
    for (int probe = at; probe < bytes.length; probe += ManifestRecord.ALIGNMENT) {
      if (ManifestRecord.isValid(bytes, probe, databaseId, number)) {
        found = probe;
        break;
      }
    }
    if (found < 0) {
      return -1;
    }
    if (ManifestRecord.sequence(bytes, found) != sequence + 1) {
      throw corrupt(at, "edit " + (sequence + 1) + " is damaged, but later ones are not");
    }
    byte[] edit = ManifestRecord.edit(bytes, found);
    int copyBytes = ManifestRecord.bytes(edit.length);
    boolean isFirst = ManifestRecord.copy(bytes, found) == 0;
    int second = isFirst ? found + copyBytes : found;
    damaged |= !isFirst || !isCopyOf(bytes, second);
    state = StateCodec.decode(state, edit, file.name() + " at offset " + found);
    sequence++;
    end = (long) second + copyBytes;
    return (int) end;
  }

  private boolean isCopyOf(byte[] bytes, int second) {
    return ManifestRecord.isValid(bytes, second, databaseId, number)
        && ManifestRecord.sequence(bytes, second) == sequence + 1;
  }

  private StorageException corrupt(int offset, String what) {
    return new StorageException(
        Kind.CORRUPT, file.name() + " is damaged at offset " + offset + ": " + what);
  }

  /**
   * Appends the edit that leads to {@code next} and forces it.
   *
   * @throws NoSpaceException if the file cannot grow; nothing has changed
   * @throws IOException if the outcome is unknown
   */
  void append(DatabaseState next) throws IOException {
    byte[] edit = StateCodec.encode(state, next);
    byte[] copies = ManifestRecord.encode(edit, sequence + 1, databaseId, number);
    fill(end + copies.length);
    try {
      file.write(end, copies, 0, copies.length);
    } catch (NoSpaceException e) {
      throw new IOException("space that was ready is gone: " + e.getMessage(), e);
    }
    file.force();
    end += copies.length;
    sequence++;
    state = next;
  }

  private void fill(long needed) throws IOException {
    if (needed > filled) {
      byte[] zeros = new byte[FILL_BYTES];
      long target = needed + FILL_BYTES;
      for (long at = filled; at < target; at += zeros.length) {
        file.write(at, zeros, 0, (int) Math.min(zeros.length, target - at));
      }
      filled = target;
    }
  }

  DatabaseState state() {
    return state;
  }

  long number() {
    return number;
  }

  /** Bytes of header and edits. */
  long bytes() {
    return end;
  }

  /** Whether one of two copies was found damaged: time for a new file. */
  boolean damaged() {
    return damaged;
  }

  void close() throws IOException {
    file.close();
  }

  private static byte[] encodeHeader(DatabaseState state, long number) {
    byte[] header = new byte[HEADER_BYTES];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    LittleEndian.putInt(header, 8, state.formatVersion());
    LittleEndian.putLong(header, 16, state.databaseId());
    LittleEndian.putLong(header, 24, number);
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKSUM_AT);
    LittleEndian.putInt(header, CHECKSUM_AT, (int) crc.getValue());
    return header;
  }

  /** The database that one of the two headers names; null if both are damaged. */
  static @Nullable Long databaseIdOf(byte[] bytes, long number) {
    for (int at = 0; at <= HEADER_BYTES && at + HEADER_BYTES <= bytes.length; at += HEADER_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, at, CHECKSUM_AT);
      if (Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)
          && LittleEndian.getInt(bytes, at + CHECKSUM_AT) == (int) crc.getValue()
          && LittleEndian.getLong(bytes, at + 24) == number) {
        return LittleEndian.getLong(bytes, at + 16);
      }
    }
    return null;
  }

  private static boolean matches(byte[] bytes, int at, byte[] header) {
    return bytes.length >= at + header.length
        && Arrays.equals(bytes, at, at + header.length, header, 0, header.length);
  }
}
