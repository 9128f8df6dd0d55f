package org.lightningdb.sql.exec.function;

import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Keeps functions from making texts that no memory could hold. */
final class TextSizes {
  private static final long CHARACTERS_MAX = 64L << 20;

  private TextSizes() {}

  static void check(long characters) {
    if (characters > CHARACTERS_MAX) {
      throw DbException.of(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "a text of " + characters + " characters is too long to be computed");
    }
  }
}
