package org.lightningdb.sql.exec.function;

import java.util.Arrays;

/** What texts have, for byte strings. Bytes are numbered from 1. */
final class BinaryTexts {
  private BinaryTexts() {}

  static int position(byte[] wanted, byte[] target, int from) {
    if (from < 1) {
      return 0;
    }
    for (int i = from - 1; i + wanted.length <= target.length; i++) {
      if (Arrays.equals(target, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i + 1;
      }
    }
    return 0;
  }

  static boolean startsWith(byte[] target, byte[] wanted) {
    return target.length >= wanted.length
        && Arrays.equals(target, 0, wanted.length, wanted, 0, wanted.length);
  }

  static byte[] overlay(byte[] target, byte[] part, int from, int count) {
    int begin = Math.min(from - 1, target.length);
    int resume = (int) Math.max(0, Math.min((long) from - 1 + count, target.length));
    byte[] result = new byte[begin + part.length + target.length - resume];
    System.arraycopy(target, 0, result, 0, begin);
    System.arraycopy(part, 0, result, begin, part.length);
    System.arraycopy(target, resume, result, begin + part.length, target.length - resume);
    return result;
  }
}
