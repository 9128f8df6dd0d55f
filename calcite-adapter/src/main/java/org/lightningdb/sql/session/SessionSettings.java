package org.lightningdb.sql.session;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.ZonedText;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.sql.plan.PlanMethod;
import org.lightningdb.sql.plan.PlanOptions;
import org.lightningdb.storage.spec.Durability;

/**
 * What SET changes for a session, apart from its transactions and schema:
 *
 * <pre>
 *   durability          always, group, interval or none: what a commit waits for
 *   statement_timeout   milliseconds a statement may run, 0 = no limit
 *   lock_timeout        milliseconds a statement may wait for one lock, 0 = no limit
 *   query_memory        MiB of rows one query may keep in memory; what is more goes to files
 *   plan_cache          on, exact or off: which statements share plans; exact: of the same text
 *   parallel_workers    how many threads one query may have, its own among them; 1 = only that
 *   parallel_rows       how many rows a scan has to read for several threads to be worth it
 *   time_zone           a region or an offset: where times without a zone are meant
 *   planner_avoids      names of PlanMethods, divided by commas: ways not to plan if there is another
 * </pre>
 */
final class SessionSettings {
  static final String DURABILITY = "durability";
  static final String STATEMENT_TIMEOUT = "statement_timeout";
  static final String LOCK_TIMEOUT = "lock_timeout";
  static final String QUERY_MEMORY = "query_memory";
  static final String PLAN_CACHE = "plan_cache";
  static final String PLANNER_AVOIDS = "planner_avoids";
  static final String PARALLEL_WORKERS = "parallel_workers";
  static final String PARALLEL_ROWS = "parallel_rows";
  static final String TIME_ZONE = "time_zone";

  /** PostgreSQL's name of it. */
  private static final String TIMEZONE = "timezone";

  private static final int WORKERS_MAX = 256;

  private final Durability durabilityDefault;
  private Durability durability;
  private final int queryMemoryMibDefault;
  private int queryMemoryMib;
  private long statementTimeoutMillis;
  private final long lockTimeoutMillisDefault;
  private long lockTimeoutMillis;
  private PlanCaching planCaching = PlanCaching.ON;
  private Set<PlanMethod> plannerAvoids = Set.of();
  private final int parallelWorkersDefault;
  private int parallelWorkers;
  private final ZoneId zoneDefault;
  private ZoneId zone;
  private long parallelRows = PlanOptions.PARALLEL_ROWS_DEFAULT;

  SessionSettings(
      Durability durabilityDefault,
      long lockTimeoutMillisDefault,
      int queryMemoryMibDefault,
      int parallelWorkersDefault,
      ZoneId zoneDefault) {
    this.zoneDefault = zoneDefault;
    this.zone = zoneDefault;
    this.lockTimeoutMillisDefault = lockTimeoutMillisDefault;
    this.lockTimeoutMillis = lockTimeoutMillisDefault;
    this.parallelWorkersDefault = parallelWorkersDefault;
    this.parallelWorkers = parallelWorkersDefault;
    this.queryMemoryMibDefault = queryMemoryMibDefault;
    this.queryMemoryMib = queryMemoryMibDefault;
    this.durabilityDefault = durabilityDefault;
    this.durability = durabilityDefault;
  }

  ZoneId zone() {
    return zone;
  }

  Durability durability() {
    return durability;
  }

  void setDurability(Durability value) {
    durability = value;
  }

  long statementTimeoutMillis() {
    return statementTimeoutMillis;
  }

  /** How long a wait for a lock may last. */
  long lockTimeoutNanos() {
    return lockTimeoutMillis == 0
        ? Long.MAX_VALUE
        : TimeUnit.MILLISECONDS.toNanos(lockTimeoutMillis);
  }

  PlanOptions planOptions() {
    return new PlanOptions(plannerAvoids, parallelWorkers, parallelRows);
  }

  /** Whether its plans are those that other sessions would make. */
  boolean plansAsUsual() {
    return plannerAvoids.isEmpty() && parallelRows == PlanOptions.PARALLEL_ROWS_DEFAULT;
  }

  int parallelWorkers() {
    return parallelWorkers;
  }

  long queryMemoryBytes() {
    return (long) queryMemoryMib << 20;
  }

  PlanCaching planCaching() {
    return planCaching;
  }

  /**
   * Changes a setting.
   *
   * @param name in lower case
   * @param value null = back to the default
   * @param known every setting there is, for the error that names the nearest
   */
  void set(String name, @Nullable String value, Map<String, String> known) {
    switch (name) {
      case DURABILITY -> durability = value == null ? durabilityDefault : durability(value);
      case TIME_ZONE, TIMEZONE -> zone = value == null ? zoneDefault : zone(value);
      case STATEMENT_TIMEOUT ->
          statementTimeoutMillis = value == null ? 0 : millis(STATEMENT_TIMEOUT, value);
      case LOCK_TIMEOUT ->
          lockTimeoutMillis =
              value == null ? lockTimeoutMillisDefault : millis(LOCK_TIMEOUT, value);
      case QUERY_MEMORY ->
          queryMemoryMib = value == null ? queryMemoryMibDefault : mebibytes(value);
      case PLAN_CACHE -> planCaching = value == null ? PlanCaching.ON : caching(value);
      case PARALLEL_WORKERS ->
          parallelWorkers = value == null ? parallelWorkersDefault : workers(value);
      case PARALLEL_ROWS ->
          parallelRows = value == null ? PlanOptions.PARALLEL_ROWS_DEFAULT : rows(value);
      case PLANNER_AVOIDS -> plannerAvoids = value == null ? Set.of() : PlanMethod.parse(value);
      default -> {
        if (known.containsKey(name)) {
          throw DbException.of(
              SqlState.FEATURE_NOT_SUPPORTED,
              "setting \""
                  + name
                  + "\" cannot be changed in a session; see the options for"
                  + " opening a database");
        }
        throw unknown(name, known);
      }
    }
  }

  static DbException unknown(String name, Map<String, String> known) {
    return DbException.of(
        SqlState.UNDEFINED_OBJECT,
        "setting \"" + name + "\" does not exist" + NearestName.hint(name, known.keySet()));
  }

  Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put(DURABILITY, durability.name().toLowerCase(Locale.ROOT));
    map.put(STATEMENT_TIMEOUT, Long.toString(statementTimeoutMillis));
    map.put(LOCK_TIMEOUT, Long.toString(lockTimeoutMillis));
    map.put(PLANNER_AVOIDS, PlanMethod.text(plannerAvoids));
    map.put(PARALLEL_WORKERS, Integer.toString(parallelWorkers));
    map.put(PARALLEL_ROWS, Long.toString(parallelRows));
    map.put(QUERY_MEMORY, Integer.toString(queryMemoryMib));
    map.put(TIME_ZONE, zone.getId());
    map.put(PLAN_CACHE, planCaching.name().toLowerCase(Locale.ROOT));
    return map;
  }

  private static Durability durability(String value) {
    for (Durability durability : Durability.values()) {
      if (durability.name().equalsIgnoreCase(value)) {
        return durability;
      }
    }
    throw invalid(DURABILITY, value, "one of " + Arrays.toString(Durability.values()));
  }

  private static ZoneId zone(String value) {
    try {
      return ZonedText.zone(value);
    } catch (DateTimeException unknown) {
      throw invalid(TIME_ZONE, value, "a region such as Europe/Paris or an offset such as +02");
    }
  }

  private static long millis(String name, String value) {
    try {
      long millis = Long.parseLong(value);
      if (millis >= 0) {
        return millis;
      }
    } catch (NumberFormatException notNumber) {
      throw invalid(name, value, "a number of milliseconds");
    }
    throw invalid(name, value, "0 or more");
  }

  private static int workers(String value) {
    try {
      int workers = Integer.parseInt(value);
      if (workers > 0 && workers <= WORKERS_MAX) {
        return workers;
      }
    } catch (NumberFormatException notNumber) {
      throw invalid(PARALLEL_WORKERS, value, "a number of threads");
    }
    throw invalid(PARALLEL_WORKERS, value, "between 1 and " + WORKERS_MAX);
  }

  private static long rows(String value) {
    try {
      long rows = Long.parseLong(value);
      if (rows >= 0) {
        return rows;
      }
    } catch (NumberFormatException notNumber) {
      throw invalid(PARALLEL_ROWS, value, "a number of rows");
    }
    throw invalid(PARALLEL_ROWS, value, "0 or more");
  }

  private static int mebibytes(String value) {
    try {
      int mebibytes = Integer.parseInt(value);
      if (mebibytes > 0) {
        return mebibytes;
      }
    } catch (NumberFormatException notNumber) {
      throw invalid(QUERY_MEMORY, value, "a number of MiB");
    }
    throw invalid(QUERY_MEMORY, value, "1 or more");
  }

  private static PlanCaching caching(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> PlanCaching.ON;
      case "exact" -> PlanCaching.EXACT;
      case "off", "false" -> PlanCaching.OFF;
      default -> throw invalid(PLAN_CACHE, value, "on, exact or off");
    };
  }

  private static DbException invalid(String name, String value, String expected) {
    return DbException.of(
        SqlState.INVALID_PARAMETER_VALUE,
        "invalid value " + value + " for setting " + name + ": must be " + expected);
  }
}
