package org.lightningdb.sql.exec;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;

/** The same execution with other parameters, possibly a later snapshot, and measured or not. */
public record DerivedContext(
    ExecutionContext base,
    List<@Nullable Object> parameters,
    Snapshot snapshot,
    @Nullable Measurements measurements,
    Map<String, List<@Nullable Object[]>> ownRows)
    implements ExecutionContext {
  DerivedContext(ExecutionContext base, List<@Nullable Object> parameters, Snapshot snapshot) {
    this(base, parameters, snapshot, base.measurements(), Map.of());
  }

  /** The same execution measured. */
  public static ExecutionContext measured(ExecutionContext base, Measurements measurements) {
    return new DerivedContext(base, base.parameters(), base.snapshot(), measurements, Map.of());
  }

  /** The same execution for a query that reads rows of its own. */
  static ExecutionContext withOwnRows(
      ExecutionContext base, Map<String, List<@Nullable Object[]>> rows) {
    return new DerivedContext(base, base.parameters(), base.snapshot(), base.measurements(), rows);
  }

  @Override
  public Transaction transaction() {
    return base.transaction();
  }

  @Override
  public Instant statementTime() {
    return base.statementTime();
  }

  @Override
  public ZoneId zone() {
    return base.zone();
  }

  @Override
  public String user() {
    return base.user();
  }

  @Override
  public String schema() {
    return base.schema();
  }

  @Override
  public Map<String, String> settings() {
    return base.settings();
  }

  @Override
  public RandomGenerator random() {
    return base.random();
  }

  @Override
  public QueryResources resources() {
    return base.resources();
  }

  @Override
  public List<@Nullable Object[]> ownRows(String name) {
    List<@Nullable Object[]> rows = ownRows.get(name);
    return rows == null ? base.ownRows(name) : rows;
  }

  @Override
  public void checkCancelled() {
    base.checkCancelled();
  }
}
