package org.lightningdb.sql.open;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.RelationalDatabase;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.session.AutomaticAnalysis;
import org.lightningdb.sql.session.Session;
import org.lightningdb.sql.session.SessionFactory;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.Vfs;

/** A database with the files under it and the sessions above it. */
final class EngineDatabase implements OpenDatabase {
  private final Vfs vfs;
  private final @Nullable Vfs archive;
  private final RelationalDatabase database;
  private final SessionFactory sessions;
  private final AutomaticAnalysis analysis;
  private final @Nullable HelperThreads helpers;
  private final @Nullable WarmUp warmUp;

  EngineDatabase(
      Vfs vfs,
      @Nullable Vfs archive,
      RelationalDatabase database,
      SessionFactory sessions,
      AutomaticAnalysis analysis,
      @Nullable HelperThreads helpers,
      @Nullable WarmUp warmUp) {
    this.warmUp = warmUp;
    this.helpers = helpers;
    this.vfs = vfs;
    this.archive = archive;
    this.database = database;
    this.sessions = sessions;
    this.analysis = analysis;
  }

  @Override
  public Session openSession(String user, Durability durability) {
    return sessions.open(user, durability);
  }

  @Override
  public List<String> check() {
    return database.check();
  }

  @Override
  public void close() {
    if (warmUp != null) {
      warmUp.stop();
    }
    analysis.stop();
    if (helpers != null) {
      helpers.close();
    }
    try {
      database.close();
    } finally {
      close(vfs, archive);
    }
  }

  static void close(Vfs vfs, @Nullable Vfs archive) {
    try {
      close(vfs);
    } finally {
      if (archive != null) {
        close(archive);
      }
    }
  }

  private static void close(Vfs vfs) {
    try {
      vfs.close();
    } catch (IOException e) {
      throw DbException.of(
          SqlState.IO_ERROR, "closing " + vfs.describe() + " failed: " + e.getMessage(), e);
    }
  }
}
