package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.Locale;
import org.lightningdb.storage.vfs.VfsFile;

/** One open file of the log. It holds the LSNs from {@code firstLsn} up to {@code endLsn}. */
record Segment(VfsFile file, long firstLsn, long endLsn, long salt) {
  private static final String PREFIX = "WAL-";
  private static final int NAME_LENGTH = PREFIX.length() + 16;

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

  /** Where in the file the byte at {@code lsn} is. */
  long offset(long lsn) {
    return SegmentHeader.BYTES + lsn - firstLsn;
  }

  void write(long lsn, byte[] bytes, int offset, int length) throws IOException {
    file.write(offset(lsn), bytes, offset, length);
  }
}
