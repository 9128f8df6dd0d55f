package org.lightningdb.sql.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/**
 * Analyzes tables in the background when a query is planned that wants to know their values and
 * nothing is known yet, or much has changed since. Tables that are only written are left alone.
 * Thread-safe.
 */
public final class AutomaticAnalysis {
  private static final System.Logger LOGGER = System.getLogger(AutomaticAnalysis.class.getName());

  /** Plans for smaller tables hardly differ. */
  private static final long ROWS_LEAST = 5000;

  /** The fraction of a table's rows that may change before it is analyzed again. */
  private static final double CHANGED_MOST = 0.2;

  private final Database database;
  private final @Nullable ThreadFactory threads;
  private final Map<Integer, LongAdder> changes = new ConcurrentHashMap<>();
  private final Map<Integer, TableDescriptor> waiting = new LinkedHashMap<>();
  private final ReentrantLock analyzing = new ReentrantLock();
  private boolean running;
  private volatile boolean stopped;

  /**
   * @param threads makes the thread that reads the tables; null = only ANALYZE does
   */
  public AutomaticAnalysis(Database database, @Nullable ThreadFactory threads) {
    this.database = database;
    this.threads = threads;
  }

  /** Notes that a statement changed rows. */
  void changed(TableDescriptor table, long rows) {
    if (threads != null) {
      changes.computeIfAbsent(table.id(), id -> new LongAdder()).add(rows);
    }
  }

  /** The same statistics; tables whose profile is asked for are analyzed soon if it is old. */
  TableStatistics watching(TableStatistics statistics) {
    return threads == null ? statistics : new Watched(statistics);
  }

  /** Passes everything on. */
  private final class Watched implements TableStatistics {
    private final TableStatistics statistics;

    Watched(TableStatistics statistics) {
      this.statistics = statistics;
    }

    @Override
    public double estimateRows(
        TableDescriptor table, IndexDescriptor index, List<KeyRange> ranges) {
      return statistics.estimateRows(table, index, ranges);
    }

    @Override
    public @Nullable TableProfile profile(TableDescriptor table) {
      TableProfile profile = statistics.profile(table);
      if (isOld(table, profile, statistics.rowCount(table))) {
        request(table);
      }
      return profile;
    }
  }

  private boolean isOld(TableDescriptor table, @Nullable TableProfile profile, double rows) {
    if (profile == null) {
      return rows >= ROWS_LEAST;
    }
    double most = ROWS_LEAST + CHANGED_MOST * profile.rows();
    LongAdder changed = changes.get(table.id());
    return Math.abs(rows - profile.rows()) > most || (changed != null && changed.sum() > most);
  }

  private void request(TableDescriptor table) {
    ThreadFactory factory = threads;
    synchronized (waiting) {
      if (stopped || factory == null) {
        return;
      }
      waiting.put(table.id(), table);
      if (running) {
        return;
      }
      running = true;
    }
    factory.newThread(this::analyzeWaiting).start();
  }

  private void analyzeWaiting() {
    Thread.currentThread().setName("lightning-analysis");
    boolean ended = false;
    try {
      for (TableDescriptor table = next(); table != null; table = next()) {
        analyzeOrLog(table);
      }
      ended = true;
    } finally {
      if (!ended) {
        synchronized (waiting) {
          running = false;
        }
      }
    }
  }

  private void analyzeOrLog(TableDescriptor table) {
    analyzing.lock();
    try {
      analyze(table);
    } catch (DbException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "no statistics of table " + table.name(), e);
    } catch (RuntimeException defect) {
      LOGGER.log(System.Logger.Level.WARNING, "no statistics of table " + table.name(), defect);
    } finally {
      analyzing.unlock();
    }
  }

  private @Nullable TableDescriptor next() {
    synchronized (waiting) {
      var first = waiting.entrySet().iterator();
      if (stopped || !first.hasNext()) {
        running = false;
        return null;
      }
      TableDescriptor table = first.next().getValue();
      first.remove();
      return table;
    }
  }

  private void analyze(TableDescriptor table) {
    LongAdder changed = changes.remove(table.id());
    try (Transaction transaction = database.begin(Isolation.READ_COMMITTED, false)) {
      try (Snapshot snapshot = transaction.snapshot()) {
        transaction.analyze(snapshot, table, this::checkStopped);
      }
      transaction.commit(Durability.NONE);
    } catch (RuntimeException e) {
      if (changed != null) {
        changes.computeIfAbsent(table.id(), id -> new LongAdder()).add(changed.sum());
      }
      throw e;
    }
  }

  private void checkStopped() {
    if (stopped) {
      throw StatementContext.Alarm.canceled();
    }
  }

  /** Ends the analysis that runs, and begins no other. */
  public void stop() {
    synchronized (waiting) {
      stopped = true;
    }
    analyzing.lock();
    try {
      changes.clear();
    } finally {
      analyzing.unlock();
    }
  }
}
