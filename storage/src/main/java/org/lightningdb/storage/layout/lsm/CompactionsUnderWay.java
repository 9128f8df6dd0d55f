package org.lightningdb.storage.layout.lsm;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans of all compactions that have not ended, so that others stay away from their keys and
 * levels, and nobody else replaces the runs they read. Thread-safe.
 */
final class CompactionsUnderWay {
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Long, List<CompactionPlan>> byStore = new HashMap<>();

  /**
   * Notes the plan that {@code planner} makes, if it makes one, until it is {@link #ended}.
   *
   * @param planner is told the plans of the store that are under way
   */
  @Nullable CompactionPlan begin(
      long storeId, Function<List<CompactionPlan>, @Nullable CompactionPlan> planner) {
    lock.lock();
    try {
      CompactionPlan plan = planner.apply(byStore.getOrDefault(storeId, List.of()));
      if (plan != null) {
        byStore.computeIfAbsent(storeId, id -> new ArrayList<>()).add(plan);
      }
      return plan;
    } finally {
      lock.unlock();
    }
  }

  /** The compaction is installed or was given up. Harmless if it had ended. */
  void ended(long storeId, CompactionPlan plan) {
    lock.lock();
    try {
      List<CompactionPlan> plans = byStore.get(storeId);
      if (plans != null) {
        plans.remove(plan);
        if (plans.isEmpty()) {
          byStore.remove(storeId);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  List<CompactionPlan> of(long storeId) {
    lock.lock();
    try {
      return List.copyOf(byStore.getOrDefault(storeId, List.of()));
    } finally {
      lock.unlock();
    }
  }

  /** The addresses of all runs that the compactions of a store read. */
  Set<Long> runsOf(long storeId) {
    Set<Long> addresses = new HashSet<>();
    for (CompactionPlan plan : of(storeId)) {
      plan.inputs().forEach(run -> addresses.add(run.address()));
    }
    return addresses;
  }
}
