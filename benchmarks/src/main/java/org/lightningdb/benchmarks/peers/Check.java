package org.lightningdb.benchmarks.peers;

import org.jspecify.annotations.Nullable;

/**
 * A requirement and how near we came.
 *
 * @param against a peer, or what else is the measure
 * @param required factor over the peer, or the limit
 * @param reached the factor or figure by wall time
 * @param reachedByCpu the factor by processor time of the clients, which other load hardly moves
 * @param holds whether the wall figure satisfies the requirement
 */
record Check(
    String against, double required, double reached, @Nullable Double reachedByCpu, boolean holds) {

  static Check atLeast(String against, double required, double reached) {
    return new Check(against, required, reached, null, reached >= required);
  }

  static Check atMost(String against, double required, double reached) {
    return new Check(against, required, reached, null, reached <= required);
  }
}
