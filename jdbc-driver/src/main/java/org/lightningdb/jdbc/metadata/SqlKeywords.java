package org.lightningdb.jdbc.metadata;

/** Words that must be quoted as names although SQL:2003 does not reserve them. */
final class SqlKeywords {
  static final String BEYOND_STANDARD = "LIMIT,MINUS,QUALIFY";

  private SqlKeywords() {}
}
