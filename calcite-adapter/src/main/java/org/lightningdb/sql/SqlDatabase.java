package org.lightningdb.sql;

import org.lightningdb.sql.session.Session;

/** An open database that speaks SQL. Thread-safe. */
public interface SqlDatabase extends AutoCloseable {
  /** Opens a session for {@code user}. */
  Session openSession(String user);

  /** Where the database lives: a directory or {@code mem:name}. */
  String location();

  /** Full structural check; empty = sound, else one line for each defect. */
  java.util.List<String> check();

  /** Ends all sessions, checkpoints and closes. */
  @Override
  void close();
}
