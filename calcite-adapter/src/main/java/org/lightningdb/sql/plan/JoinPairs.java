package org.lightningdb.sql.plan;

import java.util.List;
import java.util.function.LongPredicate;
import org.lightningdb.sql.plan.JoinCluster.Edge;

/**
 * Enumerates the pairs of disjoint connected sets of relations that an edge connects, each once,
 * smaller sets before those they are part of.
 *
 * <p>The method is DPhyp of Moerkotte and Neumann, "Dynamic programming strikes back" (2008): a set
 * grows by subsets of its neighbourhood, and what was a neighbour before is forbidden further on. A
 * set of several relations at the end of an edge is represented by its smallest one until the tree
 * for it is known.
 */
final class JoinPairs {
  /** Told of each pair; to be remembered by those who ask whether a set can be joined. */
  interface Visitor {
    void pair(long one, long other);
  }

  private final int count;
  private final Edge[] edges;
  private final long[] neighbours;
  private final Visitor visitor;
  private final LongPredicate joinable;
  private int pairs;

  /**
   * Prepares the enumeration.
   *
   * @param joinable whether a set was found to be joinable, by an earlier pair
   */
  JoinPairs(int count, List<Edge> edges, Visitor visitor, LongPredicate joinable) {
    this.count = count;
    this.visitor = visitor;
    this.joinable = joinable;
    this.neighbours = new long[count];
    this.edges = edges.stream().filter(edge -> !isSimple(edge)).toArray(Edge[]::new);
    for (Edge edge : edges) {
      if (isSimple(edge)) {
        neighbours[Long.numberOfTrailingZeros(edge.left())] |= edge.right();
        neighbours[Long.numberOfTrailingZeros(edge.right())] |= edge.left();
      }
    }
  }

  private static boolean isSimple(Edge edge) {
    return Long.bitCount(edge.left()) == 1 && Long.bitCount(edge.right()) == 1;
  }

  /** Enumerates; false if there are too many pairs, of which some were then left out. */
  boolean run() {
    for (int first = count - 1; first >= 0 && isWithinLimit(); first--) {
      long set = 1L << first;
      long smaller = set | (set - 1);
      growPartner(set);
      grow(set, smaller);
    }
    return isWithinLimit();
  }

  private boolean isWithinLimit() {
    return pairs <= JoinSearch.PAIRS_MAX;
  }

  /** All sets that contain a set and nothing forbidden. */
  private void grow(long set, long forbidden) {
    long near = neighbourhood(set, forbidden);
    for (long part = next(0, near); part != 0 && isWithinLimit(); part = next(part, near)) {
      if (joinable.test(set | part)) {
        growPartner(set | part);
      }
    }
    for (long part = next(0, near); part != 0 && isWithinLimit(); part = next(part, near)) {
      grow(set | part, forbidden | near);
    }
  }

  /** All pairs whose one set this is, and whose other has only relations after its smallest. */
  private void growPartner(long set) {
    long smallest = Long.lowestOneBit(set);
    long forbidden = set | (smallest - 1);
    long near = neighbourhood(set, forbidden);
    for (long rest = near; rest != 0 && isWithinLimit(); ) {
      long partner = Long.highestOneBit(rest);
      rest &= ~partner;
      if (isConnected(set, partner)) {
        emit(set, partner);
      }
      grow(set, partner, forbidden | (near & (partner | (partner - 1))));
    }
  }

  private void grow(long set, long partner, long forbidden) {
    long near = neighbourhood(partner, forbidden);
    for (long part = next(0, near); part != 0 && isWithinLimit(); part = next(part, near)) {
      if (joinable.test(partner | part) && isConnected(set, partner | part)) {
        emit(set, partner | part);
      }
    }
    for (long part = next(0, near); part != 0 && isWithinLimit(); part = next(part, near)) {
      grow(set, partner | part, forbidden | near);
    }
  }

  private void emit(long one, long other) {
    pairs++;
    visitor.pair(one, other);
  }

  /** The subset of {@code all} after {@code part}; 0 at the end. */
  private static long next(long part, long all) {
    return (part - all) & all;
  }

  private long neighbourhood(long set, long forbidden) {
    long near = 0;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      near |= neighbours[Long.numberOfTrailingZeros(rest)];
    }
    near &= ~(set | forbidden);
    for (Edge edge : edges) {
      near |= reached(edge.left(), edge.right(), set, forbidden);
      near |= reached(edge.right(), edge.left(), set, forbidden);
    }
    return near;
  }

  private static long reached(long from, long to, long set, long forbidden) {
    boolean reaches = (from & ~set) == 0 && (to & (set | forbidden)) == 0;
    return reaches ? Long.lowestOneBit(to) : 0;
  }

  private boolean isConnected(long one, long other) {
    for (long rest = one; rest != 0; rest &= rest - 1) {
      if ((neighbours[Long.numberOfTrailingZeros(rest)] & other) != 0) {
        return true;
      }
    }
    for (Edge edge : edges) {
      boolean straight = (edge.left() & ~one) == 0 && (edge.right() & ~other) == 0;
      if (straight || ((edge.left() & ~other) == 0 && (edge.right() & ~one) == 0)) {
        return true;
      }
    }
    return false;
  }
}
