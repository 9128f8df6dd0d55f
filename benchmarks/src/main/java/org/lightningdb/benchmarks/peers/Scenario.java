package org.lightningdb.benchmarks.peers;

import java.util.List;

/** Rows that share their preparation. */
@FunctionalInterface
interface Scenario {
  List<RowResult> run(Run run);
}
