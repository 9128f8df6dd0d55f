package org.lightningdb.sql.exec.function;

import java.util.Locale;

/** The American Soundex code: a letter and three digits for how an English name sounds. */
final class Soundex {
  private static final String CODES = "01230120022455012623010202";
  private static final int LENGTH = 4;

  private Soundex() {}

  /** Empty if the text has no letter from A to Z. */
  static String of(String text) {
    StringBuilder code = new StringBuilder(LENGTH);
    char last = '0';
    String capitals = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < capitals.length(); i++) {
      char character = capitals.charAt(i);
      if (character < 'A' || character > 'Z') {
        continue;
      }
      char digit = CODES.charAt(character - 'A');
      if (code.length() == 0) {
        code.append(character);
      } else if (digit != '0' && digit != last && code.length() < LENGTH) {
        code.append(digit);
      }
      // H and W do not separate letters that sound alike, vowels do.
      last = character == 'H' || character == 'W' ? last : digit;
    }
    while (code.length() > 0 && code.length() < LENGTH) {
      code.append('0');
    }
    return code.toString();
  }

  /** How many characters of both codes agree, 0 to 4. */
  static int difference(String left, String right) {
    String first = of(left);
    String second = of(right);
    int same = 0;
    for (int i = 0; i < Math.min(first.length(), second.length()); i++) {
      same += first.charAt(i) == second.charAt(i) ? 1 : 0;
    }
    return same;
  }
}
