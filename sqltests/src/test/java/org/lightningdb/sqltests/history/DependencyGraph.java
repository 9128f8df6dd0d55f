package org.lightningdb.sqltests.history;

import java.util.ArrayList;
import java.util.List;

/** Who comes after whom. */
final class DependencyGraph {
  private final List<List<Dependency>> outgoing = new ArrayList<>();

  DependencyGraph(int size) {
    for (int i = 0; i < size; i++) {
      outgoing.add(new ArrayList<>());
    }
  }

  int size() {
    return outgoing.size();
  }

  /** Adds a dependency, unless it is one of a transaction on itself. */
  void add(int from, int to, Dependency.Kind kind, int key) {
    if (from != to) {
      outgoing.get(from).add(new Dependency(from, to, kind, key));
    }
  }

  List<Dependency> from(int transaction) {
    return outgoing.get(transaction);
  }
}
