package org.lightningdb.index.access;

import org.lightningdb.index.schema.CatalogSnapshot;

/** What one statement reads; pins its versions until closed. */
public interface Snapshot extends AutoCloseable {
  /** The catalog that belongs to the data: a statement planned with it finds every table as is. */
  CatalogSnapshot catalog();

  /**
   * The same for another thread, which may read while others do and nobody writes. Taken and closed
   * by the thread that uses this one, before this one is closed.
   */
  Snapshot beside();

  @Override
  void close();
}
