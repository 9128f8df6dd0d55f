package org.lightningdb.benchmarks.peers.engine;

/** Looks up one key after the other. For one thread. */
public interface PointReader extends AutoCloseable {
  /** What {@link #get} answers for a key that is not there. */
  long ABSENT = -1;

  /** The {@link Touch} of the value, or {@link #ABSENT}. */
  long get(byte[] key);

  @Override
  void close();
}
