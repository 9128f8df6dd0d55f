package org.lightningdb.sql.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Choices that the writers of random SQL make. */
final class RandomText {
  static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");

  private static final List<String> TABLES = List.of("t1", "t2", "t3", "t1", "t2", "t3", "empty");

  private final Random random;
  private int aliases;

  RandomText(Random random) {
    this.random = random;
  }

  /** An alias that the query does not have yet. */
  String alias() {
    return "x" + aliases++;
  }

  void newQuery() {
    aliases = 0;
  }

  String table() {
    return pick(TABLES);
  }

  String comparison() {
    return pick(COMPARISONS);
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  @SafeVarargs
  final <T> T pick(T... from) {
    return from[random.nextInt(from.length)];
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  <T> List<T> sample(List<T> from, int count) {
    List<T> remaining = new ArrayList<>(from);
    List<T> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(remaining.remove(random.nextInt(remaining.size())));
    }
    return taken;
  }
}
