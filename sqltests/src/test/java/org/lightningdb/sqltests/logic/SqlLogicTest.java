package org.lightningdb.sqltests.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A sample of the sqllogictest corpus over all groups, each file in a database of its own. {@code
 * -Dlightning.sqllogictest.queries} says how many queries, or {@code all}; {@code …seed} makes
 * another sample, which is from small tables and the beginnings of files if it is a small one;
 * {@code …files} is a regular expression that names files to run whole.
 */
class SqlLogicTest {
  private static final String PREFIX = "lightning.sqllogictest.";
  private static final int QUERIES_OF_A_FILE_MIN = 60;
  private static final int QUICK_QUERIES_MAX = 20_000;
  private static final int QUICK_RECORDS_OF_A_FILE_MAX = 1500;
  private static final double PASSED_MIN = 0.999;

  private final String files = System.getProperty(PREFIX + "files", "");
  private final String queries = System.getProperty(PREFIX + "queries", "2500");
  private final long seed = Long.getLong(PREFIX + "seed", 20261122);
  private final Map<String, LogicCounts> countsByGroup = new TreeMap<>();
  private final LogicCounts total = new LogicCounts();

  @Test
  @Timeout(value = 10, unit = TimeUnit.HOURS)
  void answersAsTheCorpusSays() throws IOException, SQLException {
    try (LogicCorpus corpus = new LogicCorpus()) {
      SortedMap<String, List<String>> groups = corpus.groups();
      int groupsLeft = groups.size();
      long queriesLeft = everything() ? Long.MAX_VALUE : Long.parseLong(queries);
      for (Map.Entry<String, List<String>> group : smallFirst(groups)) {
        LogicCounts counts = run(corpus, group.getValue(), queriesLeft / groupsLeft);
        groupsLeft--;
        queriesLeft -= counts.queries();
        countsByGroup.put(group.getKey(), counts);
        total.add(counts);
      }
    }
    String report = report();
    System.out.println(report);
    assertEquals(0, total.wrong(), report);
    assertTrue(total.failures().size() <= (1 - PASSED_MIN) * total.run(), report);
  }

  private boolean everything() {
    return queries.equals("all") || !files.isEmpty();
  }

  private boolean quick() {
    return !everything() && Long.parseLong(queries) <= QUICK_QUERIES_MAX;
  }

  /** What a small group cannot use of its share goes to the larger ones. */
  private static List<Map.Entry<String, List<String>>> smallFirst(
      SortedMap<String, List<String>> groups) {
    List<Map.Entry<String, List<String>>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.size(), b.size())));
    return sorted;
  }

  /** Files in random order until their queries are enough. */
  private LogicCounts run(LogicCorpus corpus, List<String> names, long queriesMax)
      throws IOException, SQLException {
    LogicCounts counts = new LogicCounts();
    List<String> order = new ArrayList<>(names);
    if (quick()) {
      order.removeIf(file -> file.matches(".*/10000?/.*") || file.endsWith("/select5.test"));
    }
    Collections.shuffle(order, new Random(seed));
    long queriesOfFile = Math.max(QUERIES_OF_A_FILE_MIN, queriesMax / order.size() + 1);
    for (String file : order) {
      long left = Math.min(queriesOfFile, queriesMax - counts.queries());
      if (left > 0 && file.matches(files.isEmpty() ? ".*" : files)) {
        LogicRun run =
            new LogicRun(
                file, corpus.open(file), quick() ? QUICK_RECORDS_OF_A_FILE_MAX : Integer.MAX_VALUE);
        try (Connection connection =
            DriverManager.getConnection("jdbc:lightning:mem:" + UUID.randomUUID())) {
          counts.add(
              run.run(
                  connection,
                  everything() ? Integer.MAX_VALUE : Math.toIntExact(left),
                  new Random(seed ^ file.hashCode())));
        }
      }
    }
    return counts;
  }

  private String report() {
    StringBuilder text = new StringBuilder();
    text.append("sqllogictest, seed ").append(seed).append('\n');
    text.append(LogicCounts.heading()).append('\n');
    countsByGroup.forEach((group, counts) -> text.append(counts.line(group)).append('\n'));
    text.append(total.line("all")).append('\n');
    total
        .skippedByReason()
        .forEach(
            (reason, n) ->
                text.append("skipped ").append(n).append(": ").append(reason).append('\n'));
    total.failures().forEach(failure -> text.append(failure).append('\n'));
    return text.toString();
  }
}
