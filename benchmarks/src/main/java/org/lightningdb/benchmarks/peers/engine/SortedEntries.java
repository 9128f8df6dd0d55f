package org.lightningdb.benchmarks.peers.engine;

/** Entries in ascending order of key, made one by one. */
public interface SortedEntries {
  /** Steps to the next entry; false at the end. */
  boolean next();

  /** The key, a new array. */
  byte[] key();

  /** The value, a new array. */
  byte[] value();
}
