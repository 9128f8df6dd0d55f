package org.lightningdb.jdbc.metadata;

import org.jspecify.annotations.Nullable;

/**
 * A name pattern of JDBC: {@code %} stands for any text, {@code _} for any character, a backslash
 * takes the meaning from the next one of these. Null fits everything.
 */
final class NamePattern {
  private final @Nullable String pattern;

  NamePattern(@Nullable String pattern) {
    this.pattern = pattern;
  }

  /** The only name that fits, or null if there may be several. */
  @Nullable String exactName() {
    if (pattern == null) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%' || c == '_') {
        return null;
      }
      if (escapes(i)) {
        i++;
      }
      name.append(pattern.charAt(i));
    }
    return name.toString();
  }

  private boolean escapes(int index) {
    String text = pattern == null ? "" : pattern;
    return text.charAt(index) == '\\'
        && index + 1 < text.length()
        && "%_\\".indexOf(text.charAt(index + 1)) >= 0;
  }

  boolean matches(String name) {
    return pattern == null || matches(pattern, 0, name, 0);
  }

  private boolean matches(String text, int from, String name, int at) {
    int i = from;
    int position = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        for (int rest = position; rest <= name.length(); rest++) {
          if (matches(text, i + 1, name, rest)) {
            return true;
          }
        }
        return false;
      }
      boolean any = c == '_';
      if (escapes(i)) {
        i++;
        c = text.charAt(i);
      }
      if (position >= name.length() || (!any && name.charAt(position) != c)) {
        return false;
      }
      i++;
      position++;
    }
    return position == name.length();
  }
}
