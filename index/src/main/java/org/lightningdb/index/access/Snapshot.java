package org.lightningdb.index.access;

/** What one statement reads; pins its versions until closed. */
public interface Snapshot extends AutoCloseable {
  @Override
  void close();
}
