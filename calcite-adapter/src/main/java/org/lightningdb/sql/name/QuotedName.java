package org.lightningdb.sql.name;

/** Names written into SQL texts so that they mean exactly themselves. */
public final class QuotedName {
  private QuotedName() {}

  public static String of(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String of(String schema, String name) {
    return of(schema) + "." + of(name);
  }
}
