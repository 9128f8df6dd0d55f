package org.lightningdb.sql.session;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.lightningdb.index.access.Database;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.exec.QueryThreads;
import org.lightningdb.sql.lower.QueryPlanner;
import org.lightningdb.storage.spec.Durability;

/** Opens sessions on one database; they share its planner and plan cache. Thread-safe. */
public final class SessionFactory {
  /** Numbers sessions; one for the whole process. */
  private final AtomicLong sessionIds;

  private final Database database;
  private final PlanCache planCache;
  private final StatementCompiler compiler;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ZoneId zone;
  private final Supplier<RandomGenerator> random;
  private final int queryMemoryMib;
  private final QueryThreads threads;
  private final int workersMax;

  /**
   * A factory.
   *
   * @param sessionIds the process's counter of sessions
   * @param zone the time zone of sessions that choose none
   * @param random where a thread's random numbers come from
   * @param queryMemoryMib what a query may keep in memory unless its session says otherwise
   * @param threads that help queries
   * @param workersMax how many threads a query may have unless its session says otherwise
   */
  public SessionFactory(
      AtomicLong sessionIds,
      Database database,
      QueryPlanner planner,
      Collection<SystemTable> systemTables,
      PlanCache planCache,
      InstantSource clock,
      LongSupplier nanoTime,
      ZoneId zone,
      Supplier<RandomGenerator> random,
      AutomaticAnalysis analysis,
      int queryMemoryMib,
      QueryThreads threads,
      int workersMax) {
    this.threads = threads;
    this.workersMax = workersMax;
    this.queryMemoryMib = queryMemoryMib;
    this.sessionIds = sessionIds;
    this.database = database;
    this.planCache = planCache;
    this.compiler = new StatementCompiler(planner, systemTables, planCache, nanoTime, analysis);
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.zone = zone;
    this.random = random;
  }

  /** A new session in auto-commit mode, at READ COMMITTED, in the default schema. */
  public Session open(String user, Durability durability) {
    SessionCore core =
        new SessionCore(
            sessionIds.incrementAndGet(),
            database,
            user,
            random,
            planCache,
            threads,
            new SessionSettings(
                durability, database.lockTimeoutMillis(), queryMemoryMib, workersMax, zone));
    ReentrantLock lock = new ReentrantLock();
    return new DatabaseSession(
        core, new StatementRunner(core, compiler, clock, nanoTime, lock), lock);
  }
}
