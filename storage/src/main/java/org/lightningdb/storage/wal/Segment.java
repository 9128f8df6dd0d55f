package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.vfs.VfsFile;
import org.lightningdb.storage.vfs.VfsMapping;

/** One open file of the log. It holds the LSNs from {@code firstLsn} up to {@code endLsn}. */
final class Segment {
  private static final String PREFIX = "WAL-";
  private static final int NAME_LENGTH = PREFIX.length() + 16;

  private final VfsFile file;
  private final long firstLsn;
  private final long endLsn;
  private final long salt;

  /** Made by the first copy. Used by one thread at a time. */
  private @Nullable VfsMapping mapping;

  private boolean mappingRefused;

  /** Whether it may hold bytes that were not forced. */
  private volatile boolean dirty;

  Segment(VfsFile file, long firstLsn, long endLsn, long salt) {
    this.file = file;
    this.firstLsn = firstLsn;
    this.endLsn = endLsn;
    this.salt = salt;
  }

  static String name(long firstLsn) {
    return String.format(Locale.ROOT, PREFIX + "%016x", firstLsn);
  }

  static boolean isName(String name) {
    return name.length() == NAME_LENGTH
        && name.startsWith(PREFIX)
        && name.substring(PREFIX.length())
            .chars()
            .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        && name.charAt(PREFIX.length()) < '8';
  }

  static long firstLsn(String name) {
    return Long.parseLong(name.substring(PREFIX.length()), 16);
  }

  VfsFile file() {
    return file;
  }

  long firstLsn() {
    return firstLsn;
  }

  long endLsn() {
    return endLsn;
  }

  long salt() {
    return salt;
  }

  boolean holds(long lsn) {
    return lsn >= firstLsn && lsn < endLsn;
  }

  /** Where in the file the byte at {@code lsn} is. */
  long offset(long lsn) {
    return SegmentHeader.BYTES + lsn - firstLsn;
  }

  /** Writes to the operating system. */
  void write(long lsn, byte[] bytes, int offset, int length) throws IOException {
    file.write(offset(lsn), bytes, offset, length);
    // Afterwards: a force that runs beside this write must not take the mark away too early.
    dirty = true;
  }

  /** As {@link #write}, as memory if the operating system allows. */
  void copy(long lsn, byte[] bytes, int offset, int length) throws IOException {
    if (mapping == null && !mappingRefused) {
      map();
    }
    if (mapping == null) {
      write(lsn, bytes, offset, length);
    } else {
      mapping.write(offset(lsn), bytes, offset, length);
      dirty = true;
    }
  }

  private void map() {
    try {
      mapping = file.map(0, (int) offset(endLsn));
    } catch (IOException e) {
      mappingRefused = true; // No room for it in memory: writing does as well, only slower.
    }
  }

  /** Forces what was written or copied before the call. */
  void forceIfDirty() throws IOException {
    if (dirty) {
      dirty = false;
      file.force();
    }
  }

  void close() throws IOException {
    file.close();
  }
}
