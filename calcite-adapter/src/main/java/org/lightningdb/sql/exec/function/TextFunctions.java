package org.lightningdb.sql.exec.function;

import static org.lightningdb.sql.exec.function.FunctionTable.strict;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Functions of texts and byte strings. Characters are code points, numbered from 1. */
final class TextFunctions {
  private TextFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("TRIM", TextFunctions::trim);
    makers.put("LTRIM", signature -> trimmed(true, false));
    makers.put("RTRIM", signature -> trimmed(false, true));
    makers.put("POSITION", TextFunctions::position);
    makers.put("STRPOS", TextFunctions::strpos);
    makers.put("OVERLAY", TextFunctions::overlay);
    makers.put("SUBSTRING", TextFunctions::substring);
    makers.put("SUBSTR", TextFunctions::substring);
    makers.put("LEFT", signature -> part(true));
    makers.put("RIGHT", signature -> part(false));
    makers.put("LPAD", signature -> padded(true));
    makers.put("RPAD", signature -> padded(false));
    makers.put("REPLACE", signature -> strict(a -> replace(text(a[0]), text(a[1]), text(a[2]))));
    makers.put("REPEAT", signature -> strict(a -> repeat(text(a[0]), Exact.toInt(a[1]))));
    makers.put("SPACE", signature -> strict(a -> repeat(" ", Exact.toInt(a[0]))));
    makers.put("INITCAP", signature -> strict(a -> capitals(text(a[0]))));
    makers.put("ASCII", signature -> strict(a -> ascii(text(a[0]))));
    makers.put("CHR", signature -> strict(a -> character(Exact.toInt(a[0]))));
    makers.put("OCTET_LENGTH", signature -> strict(a -> bytes(a[0]).length));
    makers.put("SPLIT_PART", signature -> strict(TextFunctions::splitPart));
    makers.put("STARTS_WITH", TextFunctions::startsWith);
    makers.put("TRANSLATE3", signature -> strict(TextFunctions::translate));
    makers.put("SOUNDEX", signature -> strict(a -> Soundex.of(text(a[0]))));
    makers.put("DIFFERENCE", signature -> strict(a -> Soundex.difference(text(a[0]), text(a[1]))));
    makers.put("CONCAT", signature -> TextFunctions::concatenation);
    makers.put("CONCAT_WS", signature -> TextFunctions::separated);
    makers.put("||", signature -> isBinary(signature) ? null : strict(TextFunctions::joined));
  }

  static String text(Object value) {
    return (String) value;
  }

  private static byte[] bytes(Object value) {
    return value instanceof byte[] binary
        ? binary
        : ((String) value).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isBinary(FunctionSignature signature) {
    return signature.type().kind() == TypeKind.VARBINARY;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The characters from {@code begin} (from 0) up to {@code end}, both inside the text. */
  private static String slice(String text, int begin, int end) {
    int from = text.offsetByCodePoints(0, begin);
    return text.substring(from, text.offsetByCodePoints(from, end - begin));
  }

  private static RowFunction trim(FunctionSignature signature) {
    String flag = signature.flags().isEmpty() ? "BOTH" : signature.flags().get(0);
    boolean leading = !flag.equals("TRAILING");
    boolean trailing = !flag.equals("LEADING");
    return signature.types().size() == 1
        ? trimmed(leading, trailing)
        : strict(a -> trim(text(a[1]), oneCharacter(text(a[0])), leading, trailing));
  }

  private static String oneCharacter(String characters) {
    if (length(characters) != 1) {
      throw DbException.of(
          SqlState.DATA_EXCEPTION, "TRIM removes one character, not '" + characters + "'");
    }
    return characters;
  }

  private static RowFunction trimmed(boolean leading, boolean trailing) {
    return strict(a -> trim(text(a[0]), a.length > 1 ? text(a[1]) : " ", leading, trailing));
  }

  private static String trim(String text, String characters, boolean leading, boolean trailing) {
    int begin = 0;
    int end = text.length();
    while (leading && begin < end && characters.indexOf(text.codePointAt(begin)) >= 0) {
      begin += Character.charCount(text.codePointAt(begin));
    }
    while (trailing && begin < end && characters.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(begin, end);
  }

  private static RowFunction position(FunctionSignature signature) {
    return strict(
        a -> {
          int from = a.length > 2 ? Exact.toInt(a[2]) : 1;
          return a[0] instanceof byte[] wanted
              ? BinaryTexts.position(wanted, (byte[]) a[1], from)
              : position(text(a[0]), text(a[1]), from);
        });
  }

  private static RowFunction strpos(FunctionSignature signature) {
    return strict(
        a ->
            a[1] instanceof byte[] wanted
                ? BinaryTexts.position(wanted, (byte[]) a[0], 1)
                : position(text(a[1]), text(a[0]), 1));
  }

  /** The number of the character where {@code wanted} begins, 0 if it does not occur. */
  private static int position(String wanted, String text, int from) {
    if (from < 1 || from > length(text) + 1) {
      return 0;
    }
    int index = text.indexOf(wanted, text.offsetByCodePoints(0, from - 1));
    return index < 0 ? 0 : text.codePointCount(0, index) + 1;
  }

  private static RowFunction overlay(FunctionSignature signature) {
    return strict(
        a -> {
          int from = Exact.toInt(a[2]);
          if (from < 1) {
            throw DbException.of(
                SqlState.DATA_EXCEPTION, "OVERLAY cannot begin at position " + from);
          }
          if (a[0] instanceof byte[] target) {
            byte[] part = (byte[]) a[1];
            int count = a.length > 3 ? Exact.toInt(a[3]) : part.length;
            return BinaryTexts.overlay(target, part, from, count);
          }
          String part = text(a[1]);
          int count = a.length > 3 ? Exact.toInt(a[3]) : length(part);
          return overlay(text(a[0]), part, from, count);
        });
  }

  private static String overlay(String text, String part, int from, int count) {
    int length = length(text);
    int begin = Math.min(from - 1, length);
    int resume = (int) Math.max(0, Math.min((long) from - 1 + count, length));
    return slice(text, 0, begin) + part + slice(text, resume, length);
  }

  private static @Nullable RowFunction substring(FunctionSignature signature) {
    SqlType type = signature.types().get(0);
    if (type.kind() == TypeKind.VARBINARY) {
      return strict(
          a -> {
            long from = Exact.toInt(a[1]);
            long end = a.length > 2 ? from + count(Exact.toInt(a[2])) : Integer.MAX_VALUE;
            byte[] target = (byte[]) a[0];
            int begin = (int) Math.min(Math.max(0, from - 1), target.length);
            return Arrays.copyOfRange(
                target, begin, (int) Math.max(begin, Math.min(end - 1, target.length)));
          });
    }
    boolean numbers =
        signature.types().stream().skip(1).noneMatch(operand -> operand.kind() == TypeKind.VARCHAR);
    return numbers
        ? strict(
            a -> {
              String text = text(a[0]);
              long from = Exact.toInt(a[1]);
              long end = a.length > 2 ? from + count(Exact.toInt(a[2])) : Integer.MAX_VALUE;
              int length = length(text);
              int begin = (int) Math.min(Math.max(0, from - 1), length);
              return slice(text, begin, (int) Math.max(begin, Math.min(end - 1, length)));
            })
        : null;
  }

  private static long count(int wanted) {
    if (wanted < 0) {
      throw DbException.of(
          SqlState.DATA_EXCEPTION, "the length of a substring must not be negative: " + wanted);
    }
    return wanted;
  }

  /** A negative number says how many characters are left out at the other end. */
  private static RowFunction part(boolean left) {
    return strict(
        a -> {
          int wanted = Exact.toInt(a[1]);
          int length = a[0] instanceof byte[] target ? target.length : length(text(a[0]));
          int count = wanted < 0 ? Math.max(0, length + wanted) : Math.min(wanted, length);
          int begin = left ? 0 : length - count;
          return a[0] instanceof byte[] target
              ? Arrays.copyOfRange(target, begin, begin + count)
              : slice(text(a[0]), begin, begin + count);
        });
  }

  private static RowFunction padded(boolean left) {
    return strict(
        a -> {
          String text = text(a[0]);
          int wanted = Math.max(0, Exact.toInt(a[1]));
          int length = length(text);
          if (wanted <= length) {
            return slice(text, 0, wanted);
          }
          String padding = padding(a.length > 2 ? text(a[2]) : " ", wanted - length);
          return left ? padding + text : text + padding;
        });
  }

  private static String padding(String pattern, int count) {
    if (pattern.isEmpty()) {
      return "";
    }
    TextSizes.check((long) count * 2);
    int length = length(pattern);
    return pattern.repeat(count / length) + slice(pattern, 0, count % length);
  }

  private static String replace(String text, String wanted, String replacement) {
    return wanted.isEmpty() ? text : text.replace(wanted, replacement);
  }

  private static String repeat(String text, int count) {
    int times = Math.max(0, count);
    TextSizes.check((long) text.length() * times);
    return text.repeat(times);
  }

  /** A letter or digit after something else becomes a capital, other letters small ones. */
  private static String capitals(String text) {
    StringBuilder changed = new StringBuilder(text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      changed.appendCodePoint(
          inside ? Character.toLowerCase(character) : Character.toUpperCase(character));
      inside = Character.isLetterOrDigit(character);
    }
    return changed.toString();
  }

  private static int ascii(String text) {
    return text.isEmpty() ? 0 : text.codePointAt(0);
  }

  private static String character(int code) {
    if (code <= 0 || !Character.isValidCodePoint(code) || isSurrogate(code)) {
      throw DbException.of(SqlState.DATA_EXCEPTION, "there is no character with number " + code);
    }
    return Character.toString(code);
  }

  private static boolean isSurrogate(int code) {
    return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
  }

  private static String splitPart(Object[] a) {
    String separator = text(a[1]);
    int number = Exact.toInt(a[2]);
    if (number == 0) {
      throw DbException.of(SqlState.INVALID_PARAMETER_VALUE, "SPLIT_PART counts from 1 or -1");
    }
    String[] parts =
        separator.isEmpty()
            ? new String[] {text(a[0])}
            : text(a[0]).split(java.util.regex.Pattern.quote(separator), -1);
    int index = number > 0 ? number - 1 : parts.length + number;
    return index >= 0 && index < parts.length ? parts[index] : "";
  }

  private static RowFunction startsWith(FunctionSignature signature) {
    return strict(
        a ->
            a[0] instanceof byte[] target
                ? BinaryTexts.startsWith(target, (byte[]) a[1])
                : text(a[0]).startsWith(text(a[1])));
  }

  /** Each character of the second text becomes the one at the same place of the third, or goes. */
  private static String translate(Object[] a) {
    int[] from = text(a[1]).codePoints().toArray();
    int[] to = text(a[2]).codePoints().toArray();
    Map<Integer, Integer> changes = new HashMap<>();
    for (int i = 0; i < from.length; i++) {
      changes.putIfAbsent(from[i], i < to.length ? to[i] : -1);
    }
    StringBuilder changed = new StringBuilder();
    text(a[0])
        .codePoints()
        .map(character -> changes.getOrDefault(character, character))
        .filter(character -> character >= 0)
        .forEach(changed::appendCodePoint);
    return changed.toString();
  }

  /** NULL counts as an empty text. */
  private static String concatenation(
      org.lightningdb.sql.exec.ExecutionContext context, @Nullable Object[] arguments) {
    StringBuilder all = new StringBuilder();
    for (Object argument : arguments) {
      if (argument != null) {
        all.append(argument);
      }
    }
    return all.toString();
  }

  /** NULL parts are left out; a NULL separator makes all NULL. */
  private static @Nullable String separated(
      org.lightningdb.sql.exec.ExecutionContext context, @Nullable Object[] arguments) {
    Object separator = arguments[0];
    if (separator == null) {
      return null;
    }
    List<String> parts =
        Arrays.stream(arguments, 1, arguments.length)
            .filter(java.util.Objects::nonNull)
            .map(String::valueOf)
            .toList();
    return String.join((String) separator, parts);
  }

  private static String joined(Object[] a) {
    return text(a[0]) + text(a[1]);
  }
}
