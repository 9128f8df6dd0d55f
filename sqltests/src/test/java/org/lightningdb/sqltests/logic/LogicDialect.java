package org.lightningdb.sqltests.logic;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For whom a record is. The corpus names sqlite, mysql, mssql, oracle and postgresql, not us: a
 * record only for others is skipped, and of the variants of a query that differ by dialect we run
 * the standard's. Where the corpus spares PostgreSQL because SQLite's answer is not standard, we
 * are spared, too.
 */
final class LogicDialect {
  /** What keeps PostgreSQL from a record and us not. */
  private static final String NAMES_WITHOUT_AS = "requires AS when renaming";

  /** Records that the corpus runs on all databases and that are of few. */
  private static final List<Foreign> FOREIGN =
      List.of(
          new Foreign("test/evidence/slt_lang_replace.test", "REPLACE: only SQLite and MySQL"),
          new Foreign("test/evidence/slt_lang_reindex.test", "REINDEX: only SQLite"),
          new Foreign("test/evidence/slt_lang_(create|drop)trigger.test", "triggers of SQLite"),
          new Foreign("test/evidence/slt_lang_(create|drop)view.test", "views are not there yet"),
          new Foreign("test/index/view/.*", "views are not there yet"));

  private static final Foreign ASSIGNED_TWICE =
      new Foreign("test/evidence/slt_lang_update.test", "a column assigned twice: only SQLite");

  private LogicDialect() {}

  private record Foreign(Pattern file, String reason) {
    Foreign(String file, String reason) {
      this(Pattern.compile(file), reason);
    }
  }

  /** Why the record is not run, or null. */
  static @Nullable String skips(String file, LogicRecord record) {
    for (Foreign foreign : FOREIGN) {
      if (foreign.file().matcher(file).matches()) {
        return foreign.reason();
      }
    }
    if (ASSIGNED_TWICE.file().matcher(file).matches()
        && record.line() >= 87
        && record.line() <= 106) {
      return ASSIGNED_TWICE.reason();
    }
    for (String condition : record.conditions()) {
      String[] words = condition.split("\\s+", 3);
      String comment = words.length > 2 ? words[2].replaceAll("[# :]+", " ").strip() : "";
      if (words[0].equals("onlyif")) {
        return "only " + words[1] + (words[1].equals("mysql") ? "" : reason(comment));
      }
      if (comment.equals("empty RHS")) {
        return "IN of an empty list: only SQLite";
      }
      if (words[1].equals("postgresql") && !comment.contains(NAMES_WITHOUT_AS)) {
        return comment;
      }
    }
    return null;
  }

  /** Whether a halt holds for us: {@code skipif} of another database does not spare us. */
  static boolean halts(List<String> conditions) {
    return conditions.stream().noneMatch(condition -> condition.startsWith("onlyif"));
  }

  private static String reason(String comment) {
    return comment.isEmpty() ? "" : ": " + comment;
  }
}
