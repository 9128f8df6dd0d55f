package org.lightningdb.index.type;

/** The grammar of JSON (RFC 8259). One check's state; {@link #isDocument} is thread-safe. */
public final class JsonSyntax {
  /** Deeper documents are refused, as readers of other programs do. */
  private static final int DEPTH_MAX = 1_000;

  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
  }

  /** Whether the text is one JSON value, blanks around it allowed. */
  public static boolean isDocument(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    if (!syntax.value(0)) {
      return false;
    }
    syntax.blanks();
    return syntax.at == text.length();
  }

  private boolean value(int depth) {
    blanks();
    if (at == text.length() || depth > DEPTH_MAX) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> members('}', true, depth);
      case '[' -> members(']', false, depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean members(char end, boolean named, int depth) {
    at++;
    blanks();
    if (take(end)) {
      return true;
    }
    do {
      blanks();
      if (named && !name()) {
        return false;
      }
      if (!value(depth + 1)) {
        return false;
      }
      blanks();
    } while (take(','));
    return take(end);
  }

  private boolean name() {
    if (at == text.length() || text.charAt(at) != '"' || !string()) {
      return false;
    }
    blanks();
    return take(':');
  }

  private boolean string() {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  /** Stops at the last character of the escape. */
  private boolean escape() {
    at++;
    if (at < text.length() && text.charAt(at) == 'u') {
      int end = at + 4;
      while (at < end) {
        at++;
        if (at >= text.length() || Character.digit(text.charAt(at), 16) < 0) {
          return false;
        }
      }
      return true;
    }
    return at < text.length() && "\"\\/bfnrt".indexOf(text.charAt(at)) >= 0;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    boolean found = text.startsWith(word, at);
    at += found ? word.length() : 0;
    return found;
  }

  private boolean take(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void blanks() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
