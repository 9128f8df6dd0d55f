package org.lightningdb.sql.exec;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * What a worker may use: the same as the thread it works for, but a snapshot of its own and no
 * helpers.
 */
public final class WorkerContext implements ExecutionContext {
  private final ExecutionContext main;
  private final Snapshot snapshot;
  private final Instant statementTime;
  private final QueryResources resources;
  private final BooleanSupplier stopped;

  /**
   * Made by the thread that is worked for.
   *
   * @param snapshot beside that of {@code main}
   * @param stopped whether another worker has failed, so that this one need not go on
   */
  public WorkerContext(ExecutionContext main, Snapshot snapshot, BooleanSupplier stopped) {
    this.main = main;
    this.snapshot = snapshot;
    this.statementTime = main.statementTime();
    QueryResources shared = main.resources();
    this.resources = new QueryResources(shared.bytesMax(), shared.pool(), shared.scratch());
    this.stopped = stopped;
  }

  @Override
  public Transaction transaction() {
    return main.transaction();
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public List<@Nullable Object> parameters() {
    return main.parameters();
  }

  @Override
  public Instant statementTime() {
    return statementTime;
  }

  @Override
  public ZoneId zone() {
    return main.zone();
  }

  @Override
  public String user() {
    return main.user();
  }

  @Override
  public String schema() {
    return main.schema();
  }

  @Override
  public Map<String, String> settings() {
    return main.settings();
  }

  @Override
  public RandomGenerator random() {
    return main.random();
  }

  @Override
  public @Nullable Measurements measurements() {
    return main.measurements();
  }

  @Override
  public QueryResources resources() {
    return resources;
  }

  @Override
  public List<@Nullable Object[]> ownRows(String name) {
    return main.ownRows(name);
  }

  @Override
  public void checkCancelled() {
    main.checkCancelled();
    if (stopped.getAsBoolean()) {
      throw DbException.of(SqlState.QUERY_CANCELED, "another thread of the query has failed");
    }
  }
}
