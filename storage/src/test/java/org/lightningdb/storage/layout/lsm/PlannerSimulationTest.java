package org.lightningdb.storage.layout.lsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.spec.CompactionOptions;

/**
 * Random flushes and the plans that follow, on runs that are maps in memory: every sequence of
 * plans ends, levels never overlap, and what a reader finds is always what was written last.
 */
@Timeout(60)
class PlannerSimulationTest {
  private static final int PLANS_MAX = 10_000;
  private static final long ENTRY_BYTES = 10;

  private record Version(long timestamp, boolean tombstone) {}

  private final Runs runs = new Runs();
  private final Map<Long, NavigableMap<Integer, Version>> contents = new HashMap<>();
  private final NavigableMap<Integer, Version> model = new TreeMap<>();
  private final List<CompactionPlan> underWay = new ArrayList<>();
  private final List<Long> horizons = new ArrayList<>();
  private RunList list = RunList.EMPTY;
  private boolean sideBySide;
  private int mostUnderWay;

  @Test
  void everyPlanKeepsOrderAndPlanningEnds() {
    for (long seed = 0; seed < 60; seed++) {
      contents.clear();
      model.clear();
      underWay.clear();
      horizons.clear();
      list = RunList.EMPTY;
      simulate(seed);
    }
  }

  /** Flushes go on, and compactions end in any order. */
  @Test
  void plansSideBySideKeepOrder() {
    int most = 0;
    for (long seed = 0; seed < 60; seed++) {
      contents.clear();
      model.clear();
      underWay.clear();
      horizons.clear();
      list = RunList.EMPTY;
      sideBySide = true;
      simulate(seed);
      most = Math.max(most, mostUnderWay);
    }
    assertTrue(most > 1, "never two at once");
  }

  private void simulate(long seed) {
    Random random = new Random(seed);
    CompactionOptions options = randomOptions(random);
    CompactionPlanner planner = new CompactionPlanner(options);
    int keys = 10 + random.nextInt(5000);
    boolean ascending = random.nextInt(4) == 0;
    int deletesInTen = random.nextInt(10);
    long timestamp = 1;
    for (int flush = 0; flush < 120; flush++) {
      String where = "seed " + seed + " flush " + flush;
      long horizon = random.nextInt(3) == 0 ? timestamp - random.nextInt(20) : Long.MAX_VALUE;
      NavigableMap<Integer, Version> changes = new TreeMap<>();
      for (int i = 1 + random.nextInt(60); i > 0; i--) {
        int key = ascending ? flush * 100 + i : random.nextInt(keys);
        changes.put(key, new Version(timestamp, random.nextInt(10) < deletesInTen));
        timestamp++;
      }
      model.putAll(changes);
      list = list.withYoung(run(changes));
      if (sideBySide) {
        step(planner, options, random, horizon, where);
      } else {
        settle(planner, options, horizon, where);
      }
      if (flush % 10 == 0) {
        verifyContent(where);
      }
    }
  }

  private static CompactionOptions randomOptions(Random random) {
    long runBytes = 50L + random.nextInt(400);
    int young = 1 + random.nextInt(4);
    return CompactionOptions.defaults()
        .withYoungRuns(young, young + 1, young + 2)
        .withSizes(runBytes, runBytes * (1 + random.nextInt(4)), 2 + random.nextInt(9))
        .withTombstonePercentMax(1 + random.nextInt(60));
  }

  /** Begins and ends some compactions. */
  private void step(
      CompactionPlanner planner,
      CompactionOptions options,
      Random random,
      long horizon,
      String where) {
    for (int i = random.nextInt(8); i > 0; i--) {
      CompactionPlan plan = random.nextBoolean() ? planner.plan(list, horizon, underWay) : null;
      if (plan != null) {
        assertTrue(list.contains(plan.inputs()), where);
        underWay.add(plan);
        horizons.add(horizon);
        mostUnderWay = Math.max(mostUnderWay, underWay.size());
      } else if (!underWay.isEmpty()) {
        int place = random.nextInt(underWay.size());
        CompactionPlan ended = underWay.remove(place);
        long then = horizons.remove(place);
        list = ended.apply(list, ended.move() ? List.of() : merge(ended, options, then));
        assertNull(list.flaw(), where);
      }
    }
  }

  private void settle(
      CompactionPlanner planner, CompactionOptions options, long horizon, String where) {
    int plans = 0;
    CompactionPlan plan = planner.plan(list, horizon);
    while (plan != null) {
      assertTrue(plans++ < PLANS_MAX, where + ": no end in sight, now " + plan);
      assertTrue(list.contains(plan.inputs()), where);
      list = plan.apply(list, plan.move() ? List.of() : merge(plan, options, horizon));
      assertNull(list.flaw(), where);
      plan = planner.plan(list, horizon);
    }
    assertTrue(list.youngDepth() < options.youngRunsMax(), where);
  }

  private List<Run> merge(CompactionPlan plan, CompactionOptions options, long horizon) {
    NavigableMap<Integer, Version> merged = new TreeMap<>();
    List<Run> inputs = plan.inputs();
    for (int i = inputs.size() - 1; i >= 0; i--) {
      merged.putAll(contents.getOrDefault(inputs.get(i).address(), new TreeMap<>()));
    }
    if (plan.dropsTombstones()) {
      merged.values().removeIf(version -> version.tombstone() && version.timestamp() <= horizon);
    }
    List<Run> outputs = new ArrayList<>();
    NavigableMap<Integer, Version> part = new TreeMap<>();
    for (Map.Entry<Integer, Version> entry : merged.entrySet()) {
      part.put(entry.getKey(), entry.getValue());
      if (part.size() * ENTRY_BYTES >= options.runBytesMax()) {
        outputs.add(run(part));
        part = new TreeMap<>();
      }
    }
    if (!part.isEmpty()) {
      outputs.add(run(part));
    }
    return outputs;
  }

  private Run run(NavigableMap<Integer, Version> content) {
    long tombstones = content.values().stream().filter(Version::tombstone).count();
    long newestTombstone =
        content.values().stream()
            .filter(Version::tombstone)
            .mapToLong(Version::timestamp)
            .max()
            .orElse(0);
    Run plain =
        runs.run(
            content.firstKey(),
            content.lastKey(),
            content.size(),
            content.size() * ENTRY_BYTES,
            tombstones,
            newestTombstone);
    contents.put(plain.address(), content);
    return plain;
  }

  private void verifyContent(String where) {
    for (Map.Entry<Integer, Version> expected : model.entrySet()) {
      Version found = null;
      for (Run run : list.all().toList()) {
        Version version =
            contents.getOrDefault(run.address(), new TreeMap<>()).get(expected.getKey());
        if (found == null && version != null) {
          found = version;
        }
      }
      boolean gone = found == null || found.tombstone();
      assertEquals(expected.getValue().tombstone(), gone, where + " key " + expected.getKey());
      if (found != null && !found.tombstone()) {
        assertEquals(expected.getValue(), found, where + " key " + expected.getKey());
      }
    }
  }
}
