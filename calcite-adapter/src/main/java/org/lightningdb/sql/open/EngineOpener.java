package org.lightningdb.sql.open;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.RelationalDatabase;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.sql.exec.QueryThreads;
import org.lightningdb.sql.information.InformationSchema;
import org.lightningdb.sql.lower.CalciteQueryPlanner;
import org.lightningdb.sql.lower.QueryPlanner;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.session.AutomaticAnalysis;
import org.lightningdb.sql.session.PlanCache;
import org.lightningdb.sql.session.SessionFactory;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.backup.DirectoryArchive;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/** Opens databases on the engine of this project: disk, engine, catalog, planner, sessions. */
final class EngineOpener implements LightningDatabases.Opener {
  /** So many threads may help queries on a small machine, too, if sessions ask for them. */
  private static final int HELPERS_LEAST = 4;

  private final AtomicLong sessionIds = new AtomicLong();
  private final InformationSchema informationSchema = new InformationSchema();
  private final QueryPlanner planner = new CalciteQueryPlanner(LightningParser::parseExpression);
  private final AtomicReference<@Nullable ThreadFactory> warmUpThreads;
  private final @Nullable ThreadFactory threads;

  /**
   * @param threads makes the thread that plans a few statements when the first database is opened,
   *     those that analyze tables and those that help queries; null = nobody does
   */
  EngineOpener(@Nullable ThreadFactory threads) {
    this.threads = threads;
    this.warmUpThreads = new AtomicReference<>(threads);
  }

  @Override
  public OpenDatabase open(DatabaseAddress address, DatabaseOptions options) {
    Vfs vfs = openVfs(address, options);
    Vfs archive = null;
    LightningEngine engine = null;
    boolean opened = false;
    try {
      EngineServices services = EngineServices.system();
      if (!options.walArchive().isEmpty()) {
        archive = openArchive(options);
        services = services.withArchive(new DirectoryArchive(archive));
      }
      engine = LightningEngine.open(vfs, options.engineOptions(), services);
      RelationalDatabase database =
          RelationalDatabase.over(engine, options.engineOptions(), address.toString());
      AutomaticAnalysis analysis = new AutomaticAnalysis(database, threads);
      int processors = Runtime.getRuntime().availableProcessors();
      HelperThreads helpers =
          threads == null ? null : new HelperThreads(threads, Math.max(HELPERS_LEAST, processors));
      SessionFactory sessions =
          new SessionFactory(
              sessionIds,
              database,
              planner,
              informationSchema.tables(),
              new PlanCache(options.planCacheEntries()),
              Clock.systemUTC(),
              System::nanoTime,
              ZoneId.systemDefault(),
              ThreadLocalRandom::current,
              analysis,
              options.queryMemoryMib(),
              helpers == null ? QueryThreads.NONE : helpers,
              helpers == null ? 1 : processors);
      OpenDatabase result =
          new EngineDatabase(
              vfs, archive, database, sessions, analysis, helpers, beginWarmUp(engine));
      opened = true;
      return result;
    } catch (StorageException e) {
      throw translate(e, address);
    } finally {
      if (!opened) {
        closeAfterFailure(engine, vfs, archive);
      }
    }
  }

  private @Nullable WarmUp beginWarmUp(LightningEngine engine) {
    ThreadFactory threads = warmUpThreads.getAndSet(null);
    if (threads == null) {
      return null;
    }
    WarmUp warmUp = new WarmUp(planner, engine.registerTask("warm-up"));
    threads.newThread(warmUp).start();
    return warmUp;
  }

  private static Vfs openVfs(DatabaseAddress address, DatabaseOptions options) {
    if (address.memory()) {
      return SimVfs.memory(address.name());
    }
    try {
      return DiskVfs.open(Path.of(address.name()), options.engineOptions().createIfMissing());
    } catch (NoSuchFileException missing) {
      throw DbException.of(
          SqlState.UNABLE_TO_CONNECT,
          "there is no database in " + address + " (and create=false)",
          missing);
    } catch (NotDirectoryException other) {
      throw DbException.of(SqlState.UNABLE_TO_CONNECT, address + " is not a directory", other);
    } catch (IOException e) {
      throw DbException.of(
          SqlState.IO_ERROR, "cannot open directory " + address + ": " + e.getMessage(), e);
    }
  }

  private static Vfs openArchive(DatabaseOptions options) {
    try {
      return DiskVfs.open(Path.of(options.walArchive()), true);
    } catch (IOException e) {
      throw DbException.of(
          SqlState.IO_ERROR,
          "cannot open the archive of the log, " + options.walArchive() + ": " + e.getMessage(),
          e);
    }
  }

  private static DbException translate(StorageException error, DatabaseAddress address) {
    return switch (error.kind()) {
      case INVALID_REQUEST, FOREIGN_FORMAT ->
          DbException.of(
              SqlState.UNABLE_TO_CONNECT,
              "cannot open " + address + ": " + error.getMessage(),
              error);
      default -> StorageErrors.translate(error);
    };
  }

  private static void closeAfterFailure(@Nullable Engine engine, Vfs vfs, @Nullable Vfs archive) {
    try {
      if (engine != null) {
        engine.close();
      }
    } finally {
      EngineDatabase.close(vfs, archive);
    }
  }
}
