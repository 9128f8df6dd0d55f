package org.lightningdb.sql.exec.expression;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * A pattern of LIKE, matched against UTF-8 text byte by byte. After a mismatch the last {@code %}
 * takes one character more; earlier ones never have to.
 */
public final class LikePattern {
  private static final int ANY_CHARACTER = -1;
  private static final int ANY_TEXT = -2;

  private final int[] codes;

  private LikePattern(int[] codes) {
    this.codes = codes;
  }

  /**
   * Reads a pattern.
   *
   * @param escape the code point that takes away the next one's meaning, or -1
   */
  public static LikePattern parse(String pattern, int escape) {
    int[] codes = new int[pattern.length() * 4];
    int count = 0;
    int index = 0;
    while (index < pattern.length()) {
      int character = pattern.codePointAt(index);
      index += Character.charCount(character);
      if (character == escape) {
        if (index == pattern.length()) {
          throw DbException.of(
              SqlState.DATA_EXCEPTION, "the pattern of LIKE ends with its escape character");
        }
        character = pattern.codePointAt(index);
        if (character != escape && character != '%' && character != '_') {
          throw DbException.of(
              SqlState.DATA_EXCEPTION,
              "the escape character of LIKE may stand before itself, % and _ only");
        }
        index += Character.charCount(character);
      } else if (character == '%' || character == '_') {
        codes[count++] = character == '%' ? ANY_TEXT : ANY_CHARACTER;
        continue;
      }
      for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
        codes[count++] = part & 0xff;
      }
    }
    return new LikePattern(Arrays.copyOf(codes, count));
  }

  /** Whether the text matches. */
  public boolean matches(byte[] buffer, int start, int length) {
    int end = start + length;
    int at = start;
    int code = 0;
    int retryCode = -1;
    int retryAt = -1;
    while (at < end) {
      if (code < codes.length && codes[code] == ANY_TEXT) {
        retryCode = ++code;
        retryAt = at;
      } else if (code < codes.length && codes[code] == ANY_CHARACTER) {
        at = nextCharacter(buffer, at, end);
        code++;
      } else if (code < codes.length && codes[code] == (buffer[at] & 0xff)) {
        at++;
        code++;
      } else if (retryCode >= 0) {
        retryAt = nextCharacter(buffer, retryAt, end);
        at = retryAt;
        code = retryCode;
      } else {
        return false;
      }
    }
    while (code < codes.length && codes[code] == ANY_TEXT) {
      code++;
    }
    return code == codes.length;
  }

  private static int nextCharacter(byte[] buffer, int at, int end) {
    int next = at + 1;
    while (next < end && (buffer[next] & 0xc0) == 0x80) {
      next++;
    }
    return next;
  }
}
