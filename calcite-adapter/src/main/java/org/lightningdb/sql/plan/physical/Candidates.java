package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.RelCollation;

/** Candidates for the same part of a query, of which at least one is kept. */
final class Candidates {
  private final List<Candidate> all = new ArrayList<>();

  static Candidates of(Candidate only) {
    Candidates candidates = new Candidates();
    candidates.add(only);
    return candidates;
  }

  void add(Candidate candidate) {
    all.add(candidate);
  }

  void addAll(Candidates others) {
    all.addAll(others.all);
  }

  List<Candidate> list() {
    return all;
  }

  Candidate cheapest() {
    return cheapest(Comparator.comparingDouble(Candidate::cost));
  }

  private Candidate cheapest(Comparator<Candidate> order) {
    return all.stream()
        .min(order)
        .orElseThrow(() -> new IllegalStateException("a node without candidates"));
  }

  /** The same step put on each candidate. */
  Candidates each(Function<Candidate, Candidate> step) {
    Candidates result = new Candidates();
    all.forEach(candidate -> result.add(step.apply(candidate)));
    return result;
  }

  /**
   * Only those worth keeping: the cheapest, the one that gives its first row soonest, and for each
   * wanted order the cheapest of both kinds that comes in it.
   */
  Candidates pruned(List<RelCollation> wanted) {
    if (all.size() == 1) {
      return this;
    }
    Set<Candidate> kept = new LinkedHashSet<>();
    kept.add(cheapest());
    if (!wanted.isEmpty()) {
      kept.add(cheapest(Comparator.comparingDouble(Candidate::startup)));
    }
    for (RelCollation order : wanted) {
      Candidates ordered = new Candidates();
      all.stream().filter(candidate -> candidate.comesIn(order)).forEach(ordered::add);
      if (!ordered.all.isEmpty()) {
        kept.add(ordered.cheapest());
        kept.add(ordered.cheapest(Comparator.comparingDouble(Candidate::startup)));
      }
    }
    Candidates result = new Candidates();
    result.all.addAll(kept);
    return result;
  }
}
