package org.lightningdb.sql.differential;

import java.util.List;
import java.util.Random;

/**
 * Random expressions of functions over the columns of {@link TwinDatabases}, written for us and for
 * H2. Only what both promise to mean the same is in it.
 */
final class RandomFunctionCalls {
  private static final int DEPTH_MAX = 3;

  private final Random random;

  /** One expression in both dialects. */
  record Twin(String ours, String theirs) {
    static Twin same(String text) {
      return new Twin(text, text);
    }
  }

  RandomFunctionCalls(Random random) {
    this.random = random;
  }

  /** A query of three expressions for every row of one table. */
  Twin query() {
    Twin first = text(0);
    Twin second = number(0);
    Twin third = random.nextBoolean() ? date(0) : truth(0);
    return call("SELECT id, %s, %s, %s FROM t1", first, second, third);
  }

  private static Twin call(String format, Twin... arguments) {
    Object[] ours = new Object[arguments.length];
    Object[] theirs = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      ours[i] = arguments[i].ours();
      theirs[i] = arguments[i].theirs();
    }
    return new Twin(String.format(format, ours), String.format(format, theirs));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Twin text(int depth) {
    if (depth >= DEPTH_MAX || random.nextInt(4) == 0) {
      return Twin.same(pick(List.of("c", "c", "'ab'", "'x y'", "' a b '", "''")));
    }
    int next = depth + 1;
    return switch (random.nextInt(13)) {
      case 0 -> call("UPPER(%s)", text(next));
      case 1 ->
          call(
              "TRIM(" + pick(List.of("BOTH", "LEADING", "TRAILING")) + " 'a' FROM %s)", text(next));
      case 2 -> call("TRIM(%s)", text(next));
      case 3 -> call("REPLACE(%s, 'b', %s)", text(next), text(DEPTH_MAX));
      case 4 -> call("LEFT(%s, %s)", text(next), small());
      case 5 -> call("RIGHT(%s, %s)", text(next), small());
      case 6 -> call("LPAD(%s, %s, 'x')", text(next), small());
      case 7 -> call("RPAD(%s, %s, '*')", text(next), small());
      case 8 -> call("SUBSTRING(%s FROM %s FOR %s)", text(next), small(), small());
      case 9 -> call("(%s || %s)", text(next), text(next));
      case 10 ->
          call(
              "CAST(%s AS VARCHAR(30))",
              pick(
                  List.of(
                      Twin.same("a"),
                      Twin.same("d"),
                      Twin.same("f"),
                      Twin.same("g"),
                      Twin.same("h"))));
      case 11 -> call("COALESCE(%s, %s)", text(next), text(next));
      default -> call("CASE WHEN %s THEN %s ELSE %s END", truth(next), text(next), text(next));
    };
  }

  private Twin small() {
    return Twin.same(String.valueOf(1 + random.nextInt(4)));
  }

  private Twin number(int depth) {
    if (depth >= DEPTH_MAX || random.nextInt(4) == 0) {
      return Twin.same(pick(List.of("a", "b", "d", "e", "7", "-2.5", "id")));
    }
    int next = depth + 1;
    return switch (random.nextInt(14)) {
      case 0 -> call("ABS(%s)", number(next));
      case 1 -> call("SIGN(%s)", number(next));
      case 2 -> call("FLOOR(%s)", number(next));
      case 3 -> call("CEIL(%s)", number(next));
      case 4 -> call("SQRT(ABS(%s))", number(next));
      case 5 -> call("CHAR_LENGTH(%s)", text(next));
      case 6 -> call("POSITION(%s IN %s)", Twin.same("'b'"), text(next));
      case 7 -> call("ASCII(%s || 'q')", text(next));
      case 8 ->
          call(
              "EXTRACT(" + pick(List.of("YEAR", "MONTH", "DAY", "QUARTER", "DOY")) + " FROM %s)",
              date(next));
      case 9 -> call("EXTRACT(" + pick(List.of("HOUR", "MINUTE", "YEAR")) + " FROM m)");
      case 10 -> call("BITAND(%s, 5)", Twin.same(pick(List.of("b", "id", "a"))));
      case 11 -> call("MOD(%s, 3)", Twin.same(pick(List.of("b", "id", "a"))));
      case 12 -> call("OCTET_LENGTH(%s)", text(next));
      default -> call("NULLIF(%s, %s)", number(next), number(DEPTH_MAX));
    };
  }

  private Twin date(int depth) {
    if (depth >= DEPTH_MAX || random.nextInt(3) == 0) {
      return Twin.same(pick(List.of("f", "f", "DATE '2024-02-29'", "DATE '1999-12-31'")));
    }
    int next = depth + 1;
    String sign = pick(List.of("+", "-"));
    return switch (random.nextInt(5)) {
      case 0 -> call("(%s " + sign + " INTERVAL '3' DAY)", date(next));
      case 1 -> call("(%s " + sign + " INTERVAL '13' MONTH)", date(next));
      case 2 -> call("(%s " + sign + " INTERVAL '1' YEAR)", date(next));
      case 3 -> call("CAST(m AS DATE)");
      default -> {
        String unit = pick(List.of("YEAR", "MONTH", "QUARTER"));
        Twin date = date(next);
        yield new Twin(
            "FLOOR(" + date.ours() + " TO " + unit + ")",
            "DATE_TRUNC(" + unit + ", " + date.theirs() + ")");
      }
    };
  }

  private Twin truth(int depth) {
    int next = Math.min(DEPTH_MAX, depth + 1);
    return switch (random.nextInt(6)) {
      case 0 -> call("(%s LIKE '%%b%%')", text(next));
      case 1 -> call("(%s LIKE %s)", text(next), call("('%%' || %s)", text(DEPTH_MAX)));
      case 2 -> call("(%s > %s)", number(next), number(next));
      case 3 -> call("(%s <= %s)", date(next), date(next));
      case 4 -> call("(%s = %s)", text(next), text(next));
      default -> call("(%s IS NULL)", text(next));
    };
  }
}
