package org.lightningdb.sql.open;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.SqlDatabase;

/**
 * The open databases of this process, one for each directory or name in memory, shared by everybody
 * who opens it and closed with its last user (unless {@code keepAlive=true}; a database in memory
 * is gone then). Thread-safe; a process needs one of these.
 *
 * <p>Opening and closing of the same database wait for each other, so that nobody finds a directory
 * locked that is just being closed; other databases are not held up.
 */
public final class LightningDatabases implements AutoCloseable {
  /** Opens a database that nobody in this process has open. */
  interface Opener {
    OpenDatabase open(DatabaseAddress address, DatabaseOptions options);
  }

  private final Opener opener;
  private final Map<DatabaseAddress, SharedDatabase> shared = new HashMap<>();
  private boolean closed;

  /** An empty registry of databases on this project's engine. */
  public static LightningDatabases create() {
    return new LightningDatabases(new EngineOpener(null));
  }

  /**
   * The same, where opening the first database also begins to load the planner's classes.
   *
   * @param threads makes the one daemon thread for that
   */
  public static LightningDatabases warmingUp(ThreadFactory threads) {
    return new LightningDatabases(new EngineOpener(threads));
  }

  LightningDatabases(Opener opener) {
    this.opener = opener;
  }

  /**
   * Opens a database or joins those who have it open.
   *
   * @param options by the names of {@link DatabaseOption}
   * @return a handle of its own: closing it ends the sessions that it opened, and the database if
   *     it was the last handle
   * @throws DbException 22023 unknown option or invalid value; 55006 open in another process (the
   *     message names it) or here with other options; 08001 no such database, or not one of ours
   */
  public SqlDatabase open(DatabaseAddress address, Map<String, String> options) {
    DatabaseOptions parsed = DatabaseOptions.parse(options);
    while (true) {
      SqlDatabase handle = entry(address).tryOpen(opener, parsed);
      if (handle != null) {
        return handle;
      }
    }
  }

  /** Closes every database, kept alive or in use; later calls of {@link #open} fail. */
  @Override
  public void close() {
    Map<DatabaseAddress, SharedDatabase> last;
    synchronized (shared) {
      closed = true;
      last = new HashMap<>(shared);
    }
    DbException failure = null;
    for (SharedDatabase database : last.values()) {
      try {
        database.closeNow();
      } catch (DbException e) {
        failure = keepFirst(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static DbException keepFirst(@Nullable DbException first, DbException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }

  private SharedDatabase entry(DatabaseAddress address) {
    synchronized (shared) {
      if (closed) {
        throw DbException.of(SqlState.DATABASE_SHUT_DOWN, "the process is closing its databases");
      }
      if (!address.shareable()) {
        return new SharedDatabase(address, ended -> {});
      }
      return shared.computeIfAbsent(address, key -> new SharedDatabase(key, this::forget));
    }
  }

  private void forget(SharedDatabase ended) {
    synchronized (shared) {
      shared.remove(ended.address(), ended);
    }
  }
}
