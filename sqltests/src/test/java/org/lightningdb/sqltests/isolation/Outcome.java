package org.lightningdb.sqltests.isolation;

import java.util.List;

/** What came of one step: rows or a count, an SQLState, or nothing yet because it waits. */
record Outcome(Kind kind, List<String> rows, String sqlState) {
  enum Kind {
    DONE,
    FAILED,
    WAITING
  }

  static final Outcome WAITS = new Outcome(Kind.WAITING, List.of(), "");

  static Outcome done(List<String> rows) {
    return new Outcome(Kind.DONE, rows, "");
  }

  static Outcome failed(String sqlState) {
    return new Outcome(Kind.FAILED, List.of(), sqlState);
  }

  boolean waits() {
    return kind == Kind.WAITING;
  }

  boolean saw(String row) {
    return rows.contains(row);
  }
}
