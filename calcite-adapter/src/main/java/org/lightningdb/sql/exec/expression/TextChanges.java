package org.lightningdb.sql.exec.expression;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.lightningdb.storage.vector.BytesVector;

/** The functions from text to text. Characters are code points. */
public enum TextChanges implements TextFunction.TextChange {
  UPPER {
    @Override
    public void apply(byte[] buffer, int start, int length, BytesVector result, int position) {
      if (isAscii(buffer, start, length)) {
        result.set(position, otherCase(buffer, start, length, 'a', 'z'));
      } else {
        String text = new String(buffer, start, length, StandardCharsets.UTF_8);
        result.set(position, text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      }
    }
  },

  LOWER {
    @Override
    public void apply(byte[] buffer, int start, int length, BytesVector result, int position) {
      if (isAscii(buffer, start, length)) {
        result.set(position, otherCase(buffer, start, length, 'A', 'Z'));
      } else {
        String text = new String(buffer, start, length, StandardCharsets.UTF_8);
        result.set(position, text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      }
    }
  },

  /** Blanks at the end go. */
  TRIM_BLANKS {
    @Override
    public void apply(byte[] buffer, int start, int length, BytesVector result, int position) {
      int kept = length;
      while (kept > 0 && buffer[start + kept - 1] == ' ') {
        kept--;
      }
      result.set(position, buffer, start, kept);
    }
  };

  /**
   * ASCII letters from {@code first} to {@code last} as capitals or small letters, the others kept.
   */
  private static byte[] otherCase(byte[] buffer, int start, int length, char first, char last) {
    byte[] changed = new byte[length];
    for (int i = 0; i < length; i++) {
      byte letter = buffer[start + i];
      changed[i] = letter >= first && letter <= last ? (byte) (letter ^ 32) : letter;
    }
    return changed;
  }

  private static boolean isAscii(byte[] buffer, int start, int length) {
    int all = 0;
    for (int i = start; i < start + length; i++) {
      all |= buffer[i];
    }
    return all >= 0;
  }

  /** The first {@code characters} characters. */
  public static TextFunction.TextChange prefix(int characters) {
    return (buffer, start, length, result, position) ->
        result.set(position, buffer, start, Utf8.offset(buffer, start, length, characters) - start);
  }
}
