package org.lightningdb.sql.open;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.SqlDatabase;

/**
 * A database, its handles, and its end. Lives from the first opening to the close of the last
 * handle and is then never used again: whoever meets an ended one asks the registry for a new one.
 */
final class SharedDatabase {
  private final DatabaseAddress address;
  private final Consumer<SharedDatabase> onEnd;

  /** Held while opening and closing, which may take long; guards all below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Set<DatabaseHandle> handles = new HashSet<>();
  private @Nullable OpenDatabase database;
  private @Nullable DatabaseOptions options;
  private boolean ended;

  SharedDatabase(DatabaseAddress address, Consumer<SharedDatabase> onEnd) {
    this.address = address;
    this.onEnd = onEnd;
  }

  DatabaseAddress address() {
    return address;
  }

  /** A new handle, or null if this one has ended. */
  @Nullable SqlDatabase tryOpen(LightningDatabases.Opener opener, DatabaseOptions asked) {
    lock.lock();
    try {
      if (ended) {
        return null;
      }
      DatabaseOptions current = options;
      if (current == null) {
        open(opener, asked);
      } else {
        current.checkServes(asked, address);
      }
      DatabaseHandle handle = new DatabaseHandle(this, openDatabase(), asked.durability());
      handles.add(handle);
      return handle;
    } finally {
      lock.unlock();
    }
  }

  private void open(LightningDatabases.Opener opener, DatabaseOptions asked) {
    boolean opened = false;
    try {
      database = opener.open(address, asked);
      options = asked;
      opened = true;
    } finally {
      if (!opened) {
        end();
      }
    }
  }

  /** Called by a handle whose sessions are closed. */
  void release(DatabaseHandle handle) {
    lock.lock();
    try {
      DatabaseOptions current = options;
      boolean last = handles.remove(handle) && handles.isEmpty();
      if (last && !ended && current != null && !current.keepAlive()) {
        closeDatabase();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all sessions and the database, whoever uses it. */
  void closeNow() {
    Set<DatabaseHandle> open;
    lock.lock();
    try {
      open = new HashSet<>(handles);
    } finally {
      lock.unlock();
    }
    open.forEach(DatabaseHandle::close);
    lock.lock();
    try {
      if (!ended && database != null) {
        closeDatabase();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeDatabase() {
    try {
      openDatabase().close();
    } finally {
      end();
    }
  }

  private void end() {
    ended = true;
    onEnd.accept(this);
  }

  private OpenDatabase openDatabase() {
    if (database == null) {
      throw new IllegalStateException(address + " is not open");
    }
    return database;
  }
}
