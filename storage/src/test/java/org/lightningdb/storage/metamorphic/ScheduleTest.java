package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Permutations of the steps of commits, checkpoints and readers, one thread, seeded.
 *
 * <p>The system properties {@code lightning.schedule.runs} and {@code lightning.schedule.seed} say
 * how many schedules to run and which is the first.
 */
@Timeout(1800)
class ScheduleTest {
  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void readersSeeTheirMomentAndNothingIsLostInAnyOrder(Shape shape) {
    long first = Long.getLong("lightning.schedule.seed", 1);
    int runs = Integer.getInteger("lightning.schedule.runs", 20);
    for (long seed = first; seed < first + runs; seed++) {
      new Schedule(shape, seed, seed % 2 == 0).run();
    }
  }

  @Test
  void theSameSeedIsTheSameSchedule() {
    StringBuilder all = new StringBuilder();
    for (long seed = 1; seed <= 6; seed++) {
      for (Shape shape : Shape.values()) {
        Schedule one = new Schedule(shape, seed, seed % 2 == 0);
        one.run();
        Schedule other = new Schedule(shape, seed, seed % 2 == 0);
        other.run();
        assertEquals(one.trace(), other.trace());
        all.append(one.trace());
      }
    }
    for (String nested : List.of("checkpoint", "end of commit", "reader", "advance", "get")) {
      assertTrue(all.indexOf("\n    " + nested) > 0, nested + " never ran inside something else");
    }
  }
}
