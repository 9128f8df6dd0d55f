package org.lightningdb.sql.exec.function;

import static org.lightningdb.sql.exec.function.FunctionTable.strict;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.exec.expression.RowFunction;

/**
 * Patterns that are not known when planned, or that LIKE does not know: SIMILAR TO and regular
 * expressions, which are those of Java.
 */
final class PatternFunctions {
  private PatternFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("LIKE", signature -> like(0, false));
    makers.put("NOT LIKE", signature -> like(0, true));
    makers.put("ILIKE", signature -> like(CASELESS, false));
    makers.put("NOT ILIKE", signature -> like(CASELESS, true));
    makers.put("SIMILAR TO", signature -> similar(false));
    makers.put("NOT SIMILAR TO", signature -> similar(true));
    makers.put("POSIX REGEX CASE SENSITIVE", signature -> found(0, false));
    makers.put("POSIX REGEX CASE INSENSITIVE", signature -> found(CASELESS, false));
    makers.put("NEGATED POSIX REGEX CASE SENSITIVE", signature -> found(0, true));
    makers.put("NEGATED POSIX REGEX CASE INSENSITIVE", signature -> found(CASELESS, true));
    makers.put("REGEXP_LIKE", signature -> regexpLike());
    makers.put("REGEXP_REPLACE", signature -> regexpReplace());
  }

  private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static RowFunction like(int flags, boolean negated) {
    PatternMemory patterns =
        new PatternMemory(
            (pattern, escape) ->
                Pattern.compile(LikeRegex.ofLike(pattern, escape), Pattern.DOTALL | flags));
    return matching(patterns, negated);
  }

  private static RowFunction similar(boolean negated) {
    PatternMemory patterns =
        new PatternMemory(
            (pattern, escape) -> compile(LikeRegex.ofSimilar(pattern, escape), Pattern.DOTALL));
    return matching(patterns, negated);
  }

  private static RowFunction matching(PatternMemory patterns, boolean negated) {
    return strict(
        a -> {
          Pattern pattern = patterns.get((String) a[1], a.length > 2 ? (String) a[2] : "");
          return pattern.matcher((String) a[0]).matches() != negated;
        });
  }

  private static RowFunction found(int flags, boolean negated) {
    PatternMemory patterns = new PatternMemory((pattern, unused) -> compile(pattern, flags));
    return strict(a -> patterns.get((String) a[1], "").matcher((String) a[0]).find() != negated);
  }

  private static RowFunction regexpLike() {
    PatternMemory patterns = new PatternMemory((pattern, flags) -> compile(pattern, flags(flags)));
    return strict(
        a ->
            patterns
                .get((String) a[1], a.length > 2 ? (String) a[2] : "")
                .matcher((String) a[0])
                .find());
  }

  /** {@code REGEXP_REPLACE(text, pattern, replacement[, flags])}; the flag g replaces all. */
  private static RowFunction regexpReplace() {
    PatternMemory patterns = new PatternMemory((pattern, flags) -> compile(pattern, flags(flags)));
    return strict(
        a -> {
          if (a.length > 4 || (a.length > 3 && !(a[3] instanceof String))) {
            throw DbException.notSupported("REGEXP_REPLACE with a position");
          }
          String flags = a.length > 3 ? (String) a[3] : "";
          Matcher matcher = patterns.get((String) a[1], flags).matcher((String) a[0]);
          String replacement = replacement((String) a[2]);
          return flags.indexOf('g') >= 0
              ? matcher.replaceAll(replacement)
              : matcher.replaceFirst(replacement);
        });
  }

  /** {@code \1} stands for what the first group matched, {@code \&} for the whole match. */
  private static String replacement(String text) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (character == '\\' && (Character.isDigit(next) || next == '&')) {
        java.append('$').append(next == '&' ? '0' : next);
        i++;
      } else if (character == '\\' && next == '\\') {
        java.append("\\\\");
        i++;
      } else if (character == '$' || character == '\\') {
        java.append('\\').append(character);
      } else {
        java.append(character);
      }
    }
    return java.toString();
  }

  private static int flags(String text) {
    int flags = 0;
    for (int i = 0; i < text.length(); i++) {
      char flag = text.charAt(i);
      flags |=
          switch (flag) {
            case 'i' -> CASELESS;
            case 'c', 'g' -> 0;
            case 'n', 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'x' -> Pattern.COMMENTS;
            default ->
                throw DbException.of(
                    SqlState.INVALID_PARAMETER_VALUE, "unknown flag of a pattern: " + flag);
          };
    }
    return flags;
  }

  private static Pattern compile(String regex, int flags) {
    try {
      return Pattern.compile(regex, flags);
    } catch (PatternSyntaxException e) {
      throw DbException.of(
          SqlState.DATA_EXCEPTION, "not a regular expression: " + e.getDescription(), e);
    }
  }
}
