package org.lightningdb.index.profile;

/**
 * Counts different values approximately in little memory (HyperLogLog, standard error 2.3 %): the
 * longest run of zeros in the hashes of each of 2048 groups tells how many different hashes there
 * were.
 */
final class DistinctCounter {
  private static final int GROUP_BITS = 11;
  private static final int GROUPS = 1 << GROUP_BITS;
  private static final double BIAS = 0.7213 / (1 + 1.079 / GROUPS);

  private final byte[] longestRuns = new byte[GROUPS];

  /** Adds a value by its hash, all 64 bits of which must be good. */
  void add(long hash) {
    int group = (int) (hash >>> (Long.SIZE - GROUP_BITS));
    int run = Long.numberOfLeadingZeros((hash << GROUP_BITS) | (1L << (GROUP_BITS - 1))) + 1;
    if (run > longestRuns[group]) {
      longestRuns[group] = (byte) run;
    }
  }

  double estimate() {
    double sum = 0;
    int empty = 0;
    for (byte run : longestRuns) {
      sum += 1.0 / (1L << run);
      empty += run == 0 ? 1 : 0;
    }
    double estimate = BIAS * GROUPS * GROUPS / sum;
    boolean few = estimate <= 2.5 * GROUPS && empty > 0;
    return few ? GROUPS * Math.log((double) GROUPS / empty) : estimate;
  }
}
