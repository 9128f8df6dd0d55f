package org.lightningdb.storage.layout.lsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.layout.lsm.CompactionPlan.Reason;
import org.lightningdb.storage.spec.CompactionOptions;

class CompactionPlannerTest {
  private static final CompactionOptions OPTIONS =
      CompactionOptions.defaults().withYoungRuns(4, 8, 16).withSizes(1000, 4000, 10);
  private static final int BOTTOM = RunList.LEVELS;

  private final CompactionPlanner planner = new CompactionPlanner(OPTIONS);
  private final Runs runs = new Runs();

  private CompactionPlan plan(RunList list) {
    CompactionPlan plan = planner.plan(list, Long.MAX_VALUE);
    assertNotNull(plan);
    return plan;
  }

  private Run run(int first, int last, long bytes) {
    return runs.run(first, last, 100, bytes, 0, 5);
  }

  @Test
  void leavesFewYoungRunsAlone() {
    RunList list = RunList.EMPTY;
    assertNull(planner.plan(list, 0));
    for (int i = 0; i < 3; i++) {
      list = list.withYoung(run(0, 100, 900));
      assertNull(planner.plan(list, 0));
      assertTrue(planner.urgency(list, List.of()) < 1);
    }
    list = list.withYoung(run(0, 100, 900));
    CompactionPlan plan = plan(list);
    assertEquals(Reason.YOUNG_RUNS, plan.reason());
    assertEquals(BOTTOM, plan.targetLevel());
    assertEquals(list.young(), plan.newer());
    assertTrue(plan.dropsTombstones());
    assertFalse(plan.move());
    assertTrue(planner.urgency(list, List.of()) >= 1);
  }

  @Test
  void takesTheOldestYoungRunsOnly() {
    RunList list = RunList.EMPTY;
    for (int i = 0; i < 15; i++) {
      list = list.withYoung(run(0, 100, 90));
    }
    assertEquals(list.young().subList(3, 15), plan(list).newer());
  }

  @Test
  void mergesLargeYoungRunsEarly() {
    assertNotNull(planner.plan(RunList.EMPTY.withYoung(run(0, 100, 4000)), 0));
  }

  @Test
  void movesRunsThatOverlapNothing() {
    RunList list = RunList.EMPTY;
    for (int i = 0; i < 5; i++) {
      list = list.withYoung(run(i * 100, i * 100 + 99, 800));
    }
    CompactionPlan plan = plan(list);
    assertTrue(plan.move());
    RunList after = plan.apply(list, List.of());
    assertEquals(0, after.young().size());
    assertEquals(5, after.level(BOTTOM).size());
    assertNull(after.flaw());
  }

  @Test
  void movesNothingThatWouldDropDeletionsAtTheBottom() {
    RunList list = RunList.EMPTY;
    for (int i = 0; i < 5; i++) {
      list = list.withYoung(runs.run(i * 100, i * 100 + 99, 100, 800, 20, 9));
    }
    assertFalse(plan(list).move());
    CompactionPlan held = planner.plan(list, 8);
    assertNotNull(held);
    assertTrue(held.move(), "a view may still need them");
  }

  @Test
  void takesTinyNeighboursAlong() {
    RunList list = RunList.EMPTY.replace(List.of(), BOTTOM, List.of(run(0, 99, 50)));
    list = list.replace(List.of(), BOTTOM, List.of(run(200, 299, 900)));
    for (int i = 0; i < 4; i++) {
      list = list.withYoung(run(100, 199, 50));
    }
    assertEquals(list.level(BOTTOM).subList(0, 1), plan(list).older());
  }

  @Test
  void countsRunsSideBySideAsOne() {
    RunList list = RunList.EMPTY;
    for (int i = 0; i < 31; i++) {
      list = list.withYoung(run(i * 100, i * 100 + 99, 50));
      assertEquals(1, list.youngDepth());
      assertNull(planner.plan(list, 0));
    }
    list = list.withYoung(run(150, 250, 50));
    assertEquals(2, list.youngDepth());
    assertNotNull(planner.plan(list, 0), "too many to search one after the other");
  }

  @Test
  void opensUpperLevelsAsTheBottomGrows() {
    RunList list = RunList.EMPTY;
    for (int i = 0; i < 50; i++) {
      list = list.replace(List.of(), BOTTOM, List.of(run(i * 100, i * 100 + 99, 1000)));
    }
    LevelTargets targets = new LevelTargets(list, OPTIONS);
    assertEquals(BOTTOM - 2, targets.baseLevel(), "50000, 5000 and 500");
    for (int i = 0; i < 4; i++) {
      list = list.withYoung(run(0, 5000, 100));
    }
    CompactionPlan plan = plan(list);
    assertEquals(BOTTOM - 2, plan.targetLevel());
    assertFalse(plan.dropsTombstones());
    assertEquals(0, plan.below().size());
  }

  @Test
  void neverPutsYoungRunsBelowOlderOnes() {
    RunList list = RunList.EMPTY.replace(List.of(), 3, List.of(run(0, 99, 10)));
    list = list.replace(List.of(), BOTTOM, List.of(run(0, 99, 3000)));
    for (int i = 0; i < 40; i++) {
      list = list.withYoung(run(0, 99, 100));
    }
    CompactionPlan plan = planner.plan(list, 0);
    while (plan != null && plan.reason() != Reason.YOUNG_RUNS) {
      int target = plan.targetLevel();
      assertTrue(target > 3, "the run above the base goes down first");
      list = plan.apply(list, List.of(run(0, 99, plan.inputBytes())));
      plan = planner.plan(list, 0);
    }
    assertNotNull(plan);
    for (int level = 1; level < plan.targetLevel(); level++) {
      assertEquals(0, list.level(level).size());
    }
  }

  @Test
  void takesTheRunThatOverlapsLeast() {
    RunList list = RunList.EMPTY;
    for (int i = 0; i < 30; i++) {
      list = list.replace(List.of(), BOTTOM, List.of(run(i * 100, i * 100 + 99, 1000)));
    }
    Run wide = run(0, 1499, 4000);
    Run narrow = run(1500, 1599, 4000);
    list = list.replace(List.of(), BOTTOM - 1, List.of(wide, narrow));
    CompactionPlan plan = plan(list);
    assertEquals(Reason.LEVEL_SIZE, plan.reason());
    assertEquals(List.of(narrow), plan.newer());
    assertEquals(1, plan.older().size());
  }

  @Test
  void pushesDeletionsDown() {
    Run deletions = runs.run(0, 99, 100, 500, 60, 9);
    Run values = run(0, 99, 3000);
    RunList list =
        RunList.EMPTY
            .replace(List.of(), BOTTOM, List.of(values))
            .replace(List.of(), BOTTOM, List.of())
            .withYoung(deletions);
    CompactionPlan plan = plan(list);
    assertEquals(Reason.TOMBSTONES, plan.reason());
    assertEquals(List.of(deletions, values), plan.inputs());
    assertTrue(plan.dropsTombstones());
  }

  @Test
  void rewritesDeletionsAtTheBottomOnceNobodyNeedsThem() {
    Run deletions = runs.run(0, 99, 100, 500, 60, 9);
    RunList list = RunList.EMPTY.replace(List.of(), BOTTOM, List.of(deletions));
    assertNull(planner.plan(list, 8));
    CompactionPlan plan = planner.plan(list, 9);
    assertNotNull(plan);
    assertEquals(List.of(deletions), plan.inputs());
    assertEquals(BOTTOM, plan.targetLevel());
    assertFalse(plan.move());
    assertTrue(plan.apply(list, List.of()).isEmpty());
  }
}
