package org.lightningdb.storage.metamorphic;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories, the same for every way of keeping data, each under options of its own: what is
 * read never depends on how it is kept.
 *
 * <p>The system properties {@code lightning.metamorphic.runs} and {@code
 * lightning.metamorphic.seed} say how many histories to run and which is the first.
 */
@Timeout(1800)
class MetamorphicTest {
  private static final int STEPS = 120;

  /** Says that checkpoints fail once the disk under them is gone. */
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
  void whatIsReadDoesNotDependOnHowItIsKept(Shape shape) {
    long first = Long.getLong("lightning.metamorphic.seed", 1);
    int runs = Integer.getInteger("lightning.metamorphic.runs", 12);
    for (long seed = first; seed < first + runs; seed++) {
      new MetamorphicRun(seed, shape).run(STEPS);
    }
  }
}
