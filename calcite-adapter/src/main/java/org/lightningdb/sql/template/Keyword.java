package org.lightningdb.sql.template;

/** The keywords that matter for where a literal may be taken out, and how they are found fast. */
enum Keyword {
  AND,
  CASE,
  CROSS,
  DATE,
  DELETE,
  EXCEPT,
  FALSE,
  FETCH,
  FROM,
  FULL,
  GROUP,
  HAVING,
  INNER,
  INSERT,
  INTERSECT,
  JOIN,
  LEFT,
  LIMIT,
  NOT,
  NULL,
  OFFSET,
  ON,
  OR,
  ORDER,
  QUALIFY,
  RIGHT,
  SELECT,
  SET,
  TIME,
  TIMESTAMP,
  TRUE,
  UNION,
  UPDATE,
  VALUES,
  WHERE,
  WINDOW,
  /** Any other word. */
  NONE;

  private static final int SLOTS = 256;
  private static final Keyword[] TABLE = table();

  private static Keyword[] table() {
    Keyword[] table = new Keyword[SLOTS];
    java.util.Arrays.fill(table, NONE);
    for (Keyword keyword : values()) {
      if (keyword != NONE) {
        int slot = slot(keyword.name(), 0, keyword.name().length());
        while (table[slot] != NONE) {
          slot = (slot + 1) % SLOTS;
        }
        table[slot] = keyword;
      }
    }
    return table;
  }

  private static int slot(String text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      // Clearing this bit makes small letters of ASCII large.
      hash = 31 * hash + (text.charAt(i) & ~0x20);
    }
    return (hash ^ (hash >>> 8)) & (SLOTS - 1);
  }

  /** The keyword that a word is, in any case; {@link #NONE} if it is none of these. */
  static Keyword of(String text, int start, int end) {
    int slot = slot(text, start, end);
    for (Keyword found = TABLE[slot]; found != NONE; found = TABLE[slot]) {
      String name = found.name();
      if (name.length() == end - start && text.regionMatches(true, start, name, 0, name.length())) {
        return found;
      }
      slot = (slot + 1) % SLOTS;
    }
    return NONE;
  }
}
