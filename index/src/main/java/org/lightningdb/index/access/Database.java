package org.lightningdb.index.access;

import java.util.List;
import java.util.Map;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.storage.spec.Isolation;

/** One open database. Thread-safe. Errors are {@link org.lightningdb.index.error.DbException}. */
public interface Database extends AutoCloseable {
  Transaction begin(Isolation isolation, boolean readOnly);

  /** The newest committed catalog. */
  CatalogSnapshot catalog();

  /** The budget of memory that the work of queries is reserved from. */
  QueryMemory memory();

  /** Temporary files for what queries cannot keep in memory. */
  QueryScratch scratch();

  /** How long a transaction waits for a lock unless its statements say otherwise. */
  long lockTimeoutMillis();

  /** Moves recent changes from the log into the data files. */
  void checkpoint();

  /** Settings and counters by name, for system views. */
  Map<String, String> settings();

  /** Full structural check; empty = sound, else one line for each defect. */
  List<String> check();

  /** Where the database lives, for messages. */
  String describe();

  @Override
  void close();
}
