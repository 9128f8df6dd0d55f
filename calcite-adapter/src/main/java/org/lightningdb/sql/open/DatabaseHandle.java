package org.lightningdb.sql.open;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.session.Session;
import org.lightningdb.storage.spec.Durability;

/** One user's share in a database: its sessions, ended together. */
final class DatabaseHandle implements SqlDatabase {
  private final SharedDatabase shared;
  private final OpenDatabase database;
  private final Durability durability;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  DatabaseHandle(SharedDatabase shared, OpenDatabase database, Durability durability) {
    this.shared = shared;
    this.database = database;
    this.durability = durability;
  }

  @Override
  public Session openSession(String user) {
    checkOpen();
    Session session = database.openSession(user, durability);
    sessions.removeIf(Session::isClosed);
    sessions.add(session);
    if (closed.get()) {
      session.close();
      checkOpen();
    }
    return session;
  }

  @Override
  public String location() {
    return shared.address().toString();
  }

  @Override
  public List<String> check() {
    checkOpen();
    return database.check();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        sessions.forEach(Session::close);
      } finally {
        shared.release(this);
      }
    }
  }

  private void checkOpen() {
    if (closed.get()) {
      throw DbException.of(SqlState.CONNECTION_CLOSED, "the database handle is closed");
    }
  }
}
