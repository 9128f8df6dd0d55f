package org.lightningdb.benchmarks.peers.engine;

/** What every read pays at least: the length and the last byte of what was found. */
public final class Touch {
  private Touch() {}

  /** Length and last byte in one number, never negative. */
  public static long of(int length, byte last) {
    return ((long) length << 8) | (last & 0xff);
  }
}
