package org.lightningdb.sql.exec.expression;

/** Characters (code points) in UTF-8 text. */
final class Utf8 {
  private Utf8() {}

  /** The number of characters. */
  static int length(byte[] buffer, int start, int length) {
    int count = 0;
    for (int i = start; i < start + length; i++) {
      count += (buffer[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return count;
  }

  /** Where the character with that number, from 0, begins; the end if there are fewer. */
  static int offset(byte[] buffer, int start, int length, int character) {
    int end = start + length;
    int at = start;
    for (int skipped = 0; at < end; at++) {
      if ((buffer[at] & 0xc0) != 0x80 && skipped++ == character) {
        break;
      }
    }
    return at;
  }
}
