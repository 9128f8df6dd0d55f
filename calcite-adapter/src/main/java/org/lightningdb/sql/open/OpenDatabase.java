package org.lightningdb.sql.open;

import java.util.List;
import org.lightningdb.sql.session.Session;
import org.lightningdb.storage.spec.Durability;

/** A database that was opened once, behind all its handles. Thread-safe. */
interface OpenDatabase extends AutoCloseable {
  Session openSession(String user, Durability durability);

  List<String> check();

  @Override
  void close();
}
