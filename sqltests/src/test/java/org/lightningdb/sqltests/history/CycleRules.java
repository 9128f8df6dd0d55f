package org.lightningdb.sqltests.history;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sqltests.history.Dependency.Kind;
import org.lightningdb.sqltests.isolation.Level;

/**
 * Which cycles a history must not have. Its transactions may be of all levels, mixed:
 *
 * <ul>
 *   <li>none of WW, WR and the order of sessions: each of them makes the commit later, at every
 *       level;
 *   <li>none of those and RW of transactions with a snapshot in which no RW follows another:
 *       whoever a transaction depends on had committed when its snapshot was taken, and whoever
 *       overwrote what it read committed after that. Cerone and Gotsman show that this is all of
 *       snapshot isolation;
 *   <li>none of those and RW of serializable transactions.
 * </ul>
 */
final class CycleRules {
  private final History history;
  private final DependencyGraph graph;

  CycleRules(History history, DependencyGraph graph) {
    this.history = history;
    this.graph = graph;
  }

  /** At most one cycle, of the weakest rule that is broken. */
  List<Violation> violations() {
    Violation violation = search(Violation.Kind.G0, edge -> edge.kind() == Kind.WW, false);
    if (violation == null) {
      violation = search(Violation.Kind.G1C, edge -> edge.kind() != Kind.RW, false);
    }
    if (violation == null) {
      violation = search(Violation.Kind.G_SINGLE, edge -> counts(edge, Level.READ_COMMITTED), true);
    }
    if (violation == null) {
      violation = search(Violation.Kind.G2, edge -> counts(edge, Level.SNAPSHOT), false);
    }
    return violation == null ? List.of() : List.of(violation);
  }

  /** Whether it is no RW, or that of a transaction of a higher level. */
  private boolean counts(Dependency edge, Level below) {
    return edge.kind() != Kind.RW
        || history.transactions().get(edge.from()).level().compareTo(below) > 0;
  }

  private @Nullable Violation search(
      Violation.Kind kind, Predicate<Dependency> admitted, boolean apart) {
    List<Dependency> cycle = CycleSearch.find(graph, admitted, apart);
    if (cycle == null) {
      return null;
    }
    return new Violation(kind == Violation.Kind.G_SINGLE ? name(cycle) : kind, cycle.toString());
  }

  private static Violation.Kind name(List<Dependency> cycle) {
    long antiDependencies = cycle.stream().filter(edge -> edge.kind() == Kind.RW).count();
    if (antiDependencies > 1) {
      return Violation.Kind.G_NONADJACENT;
    }
    boolean update =
        cycle.size() == 2
            && cycle.get(0).key() == cycle.get(1).key()
            && cycle.stream().anyMatch(edge -> edge.kind() == Kind.WW);
    return update ? Violation.Kind.LOST_UPDATE : Violation.Kind.G_SINGLE;
  }
}
