package org.lightningdb.sqltests.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each level prevents what it must; the table in {@code docs/TRANSACTIONS.md} says what happens.
 */
class AnomalyTest {
  @ParameterizedTest
  @EnumSource(Anomaly.class)
  void whatMustNotHappenNeverDoes(Anomaly anomaly) throws Exception {
    for (Level level : Level.values()) {
      if (level.mustPrevent(anomaly)) {
        assertFalse(occurs(anomaly, level), anomaly + " at " + level);
      }
    }
  }

  @Test
  void theTableIsTrue() throws Exception {
    List<String> rows = new ArrayList<>();
    for (Anomaly anomaly : Anomaly.values()) {
      StringBuilder row = new StringBuilder();
      row.append("| ").append(anomaly.title()).append(" | ").append(anomaly.meaning());
      for (Level level : Level.values()) {
        row.append(occurs(anomaly, level) ? " | possible" : " | –");
      }
      rows.add(row.append(" |").toString());
    }
    List<String> page =
        Files.readAllLines(Path.of("../docs/TRANSACTIONS.md")).stream()
            .dropWhile(line -> !line.startsWith("| anomaly "))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertEquals(String.join("\n", rows), String.join("\n", page));
  }

  private static boolean occurs(Anomaly anomaly, Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      return anomaly.occurs(run);
    }
  }
}
