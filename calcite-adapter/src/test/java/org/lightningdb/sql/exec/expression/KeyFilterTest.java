package org.lightningdb.sql.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.LongVector;

class KeyFilterTest {
  @Test
  void holdsWhatWasAddedAndLittleElse() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int shift = random.nextInt(64);
      long base = random.nextLong();
      Set<Long> numbers = new HashSet<>();
      for (int i = random.nextInt(5000); i >= 0; i--) {
        numbers.add(base + (random.nextLong() >>> shift));
      }
      KeyFilter filter = filled(numbers);
      numbers.forEach(number -> assertTrue(filter.mayContain(number)));
      int wrong = 0;
      for (int i = 0; i < 10_000; i++) {
        long number =
            random.nextBoolean() ? random.nextLong() : base + (random.nextLong() >>> shift);
        wrong += filter.mayContain(number) && !numbers.contains(number) ? 1 : 0;
      }
      assertTrue(wrong < 400, "seed " + seed + ": " + wrong);
    }
  }

  private static KeyFilter filled(Set<Long> numbers) {
    long least = numbers.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    long greatest = numbers.stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
    KeyFilter filter = new KeyFilter(numbers.size(), least, greatest, false);
    numbers.forEach(filter::add);
    return filter;
  }

  @Test
  void extremesAndNothing() {
    KeyFilter wide = filled(Set.of(Long.MIN_VALUE, Long.MAX_VALUE));
    assertTrue(wide.mayContain(Long.MIN_VALUE) && wide.mayContain(Long.MAX_VALUE));
    KeyFilter end = filled(Set.of(Long.MAX_VALUE, Long.MAX_VALUE - 5));
    assertFalse(end.mayContain(Long.MIN_VALUE) || end.mayContain(Long.MIN_VALUE + 1));
    KeyFilter empty = filled(Set.of());
    assertFalse(empty.mayContain(0) || empty.mayContain(Long.MAX_VALUE));
  }

  @Test
  void nullPassesWhereNullEqualsNull() {
    LongVector column = new LongVector(4);
    column.set(0, 7);
    column.setNull(1);
    column.set(2, 8);
    column.set(3, 7);
    int[] selected = new int[4];
    KeyFilter ignoring = new KeyFilter(1, 7, 7, false);
    ignoring.add(7);
    assertEquals(2, ignoring.select(column, new Rows().setFirst(4), selected));
    assertEquals(3, selected[1]);
    KeyFilter safe = new KeyFilter(1, 7, 7, true);
    safe.add(7);
    assertEquals(3, safe.select(column, new Rows().setFirst(4), selected));
    assertEquals(1, selected[1]);
  }
}
