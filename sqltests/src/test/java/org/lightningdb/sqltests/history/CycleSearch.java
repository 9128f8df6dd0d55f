package org.lightningdb.sqltests.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a cycle of the admitted dependencies, optionally one in which no RW follows another.
 *
 * <p>It walks over states: a transaction, and whether it was entered by an RW. Where RWs must keep
 * apart, that state has no RW to go on with. A state that reaches itself is a cycle; Tarjan's
 * algorithm finds all of them in one pass, a breadth-first search then a short one to show.
 */
final class CycleSearch {
  private static final int STARTS_MAX = 64;

  private final DependencyGraph graph;
  private final Predicate<Dependency> admitted;
  private final boolean apart;
  private final int[] number;
  private final int[] low;
  private final boolean[] onStack;
  private final Deque<Integer> stack = new ArrayDeque<>();
  private int numbered;
  private List<Integer> smallest = List.of();

  private CycleSearch(DependencyGraph graph, Predicate<Dependency> admitted, boolean apart) {
    this.graph = graph;
    this.admitted = admitted;
    this.apart = apart;
    number = new int[graph.size() * 2];
    low = new int[graph.size() * 2];
    onStack = new boolean[graph.size() * 2];
  }

  /** A cycle, or null if there is none. */
  static @Nullable List<Dependency> find(
      DependencyGraph graph, Predicate<Dependency> admitted, boolean apart) {
    return new CycleSearch(graph, admitted, apart).find();
  }

  private @Nullable List<Dependency> find() {
    for (int state = 0; state < number.length; state += 2) {
      if (number[state] == 0) {
        visit(state);
      }
    }
    List<Dependency> shortest = null;
    for (int state : smallest.subList(0, Math.min(STARTS_MAX, smallest.size()))) {
      List<Dependency> cycle = cycleThrough(state);
      if (cycle != null && (shortest == null || cycle.size() < shortest.size())) {
        shortest = cycle;
      }
    }
    return shortest;
  }

  private List<Step> steps(int state) {
    List<Step> steps = new ArrayList<>();
    for (Dependency dependency : graph.from(state / 2)) {
      boolean antiDependency = dependency.kind() == Dependency.Kind.RW;
      if (admitted.test(dependency) && !(apart && antiDependency && state % 2 == 1)) {
        steps.add(new Step(dependency, dependency.to() * 2 + (apart && antiDependency ? 1 : 0)));
      }
    }
    return steps;
  }

  private record Step(Dependency dependency, int to) {}

  /** A state on the way down, with what is left of its steps. */
  private record Frame(int state, Iterator<Step> steps) {}

  private void visit(int root) {
    Deque<Frame> frames = new ArrayDeque<>();
    enter(root, frames);
    while (!frames.isEmpty()) {
      Frame frame = frames.getLast();
      if (frame.steps().hasNext()) {
        int to = frame.steps().next().to();
        if (number[to] == 0) {
          enter(to, frames);
        } else if (onStack[to]) {
          low[frame.state()] = Math.min(low[frame.state()], number[to]);
        }
      } else {
        frames.removeLast();
        Frame parent = frames.peekLast();
        if (parent != null) {
          low[parent.state()] = Math.min(low[parent.state()], low[frame.state()]);
        }
        if (low[frame.state()] == number[frame.state()]) {
          leave(frame.state());
        }
      }
    }
  }

  private void enter(int state, Deque<Frame> frames) {
    number[state] = ++numbered;
    low[state] = numbered;
    stack.addLast(state);
    onStack[state] = true;
    frames.addLast(new Frame(state, steps(state).iterator()));
  }

  private void leave(int root) {
    List<Integer> component = new ArrayList<>();
    int state;
    do {
      state = stack.removeLast();
      onStack[state] = false;
      component.add(state);
    } while (state != root);
    if (component.size() > 1 && (smallest.isEmpty() || component.size() < smallest.size())) {
      smallest = component;
    }
  }

  private @Nullable List<Dependency> cycleThrough(int start) {
    Map<Integer, Dependency> reachedBy = new HashMap<>();
    Map<Integer, Integer> reachedFrom = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int state = queue.removeFirst();
      for (Step step : steps(state)) {
        if (!reachedBy.containsKey(step.to())) {
          reachedBy.put(step.to(), step.dependency());
          reachedFrom.put(step.to(), state);
          queue.addLast(step.to());
        }
        if (step.to() == start) {
          return path(start, reachedBy, reachedFrom);
        }
      }
    }
    return null;
  }

  private static List<Dependency> path(
      int start, Map<Integer, Dependency> reachedBy, Map<Integer, Integer> reachedFrom) {
    List<Dependency> path = new ArrayList<>();
    int state = start;
    do {
      path.add(Objects.requireNonNull(reachedBy.get(state)));
      state = Objects.requireNonNull(reachedFrom.get(state));
    } while (state != start);
    Collections.reverse(path);
    return path;
  }
}
