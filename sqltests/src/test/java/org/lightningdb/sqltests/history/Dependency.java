package org.lightningdb.sqltests.history;

/**
 * Why the transaction {@code to} comes after {@code from}.
 *
 * @param key the row that it is about, or -1
 */
record Dependency(int from, int to, Kind kind, int key) {
  enum Kind {
    /** It overwrote what the other wrote. */
    WW,
    /** It read what the other wrote. */
    WR,
    /** It overwrote what the other read. */
    RW,
    /** The session ran the other before it. */
    SESSION
  }

  @Override
  public String toString() {
    return "T" + from + " " + kind + (key < 0 ? "" : "(" + key + ")") + "> T" + to;
  }
}
