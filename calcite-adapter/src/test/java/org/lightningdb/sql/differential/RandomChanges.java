package org.lightningdb.sql.differential;

import java.util.List;
import java.util.Random;

/** Writes random changes of table t1. */
final class RandomChanges {
  private final RandomText text;
  private final RandomConditions conditions;

  RandomChanges(Random random) {
    this.text = new RandomText(random);
    this.conditions = new RandomConditions(text);
  }

  String next() {
    text.newQuery();
    return switch (text.number(6)) {
      case 0 -> "DELETE FROM t1 x WHERE " + conditions.condition(List.of("x"), 2);
      case 1 ->
          "INSERT INTO t1 (id, a, b, c, d) SELECT y.id + "
              + 1000 * (1 + text.number(1_000_000))
              + ", y.a, y.b + 1, y.c, y.d * 2 FROM t2 y WHERE "
              + conditions.condition(List.of("y"), 2);
      case 2 ->
          "INSERT INTO t1 (id, b, c, k) VALUES ("
              + (100 + text.number(1_000_000_000))
              + ", 1 + "
              + text.number(5)
              + ", UPPER('ab'), 'q')";
      case 3 ->
          "UPDATE t1 x SET a = (SELECT MAX(y.b) FROM t2 y WHERE y.a = x.a), c = 'new' WHERE "
              + conditions.condition(List.of("x"), 1);
      case 4 ->
          "UPDATE t1 x SET b = x.b + 1, a = x.b, d = x.d / 3, f = NULL WHERE "
              + conditions.condition(List.of("x"), 2);
      default ->
          "UPDATE t1 x SET a = NULL, k = 'ab', h = x.b WHERE "
              + conditions.condition(List.of("x"), 2);
    };
  }
}
