package org.lightningdb.storage.run;

/**
 * What stands in place of the timestamp in a row of a run: twice the sequence of the write, counted
 * from the first of the run, plus one for a deletion.
 */
final class Stamp {
  private Stamp() {}

  static long of(int sequenceInRun, boolean deletion) {
    return ((long) sequenceInRun << 1) | (deletion ? 1 : 0);
  }

  static int sequenceInRun(long stamp) {
    return (int) (stamp >>> 1);
  }

  static boolean deletion(long stamp) {
    return (stamp & 1) != 0;
  }
}
