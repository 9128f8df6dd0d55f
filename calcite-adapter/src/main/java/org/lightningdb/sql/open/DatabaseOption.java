package org.lightningdb.sql.open;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;

/** Every option that the opener of a database may give, by its name in a connection URL. */
public enum DatabaseOption {
  DURABILITY(
      "durability",
      "what a commit waits for: always or group (the device), interval or none (the operating system)",
      "group"),
  GROUP_DELAY_MICROS(
      "groupDelayMicros",
      "longest wait of a commit for others to share one force of the log, in microseconds",
      Long.toString(EngineOptions.defaults().log().groupDelayMicros())),
  INTERVAL_MILLIS(
      "intervalMillis",
      "milliseconds between forces of the log with durability=interval",
      Long.toString(EngineOptions.defaults().log().intervalMillis())),
  LOCK_TIMEOUT_MILLIS(
      "lockTimeoutMillis",
      "longest wait for a lock of another transaction, in milliseconds",
      Long.toString(EngineOptions.defaults().transactions().lockTimeoutMillis())),
  CACHE_BYTES(
      "cacheBytes",
      "memory for blocks of data files, in bytes",
      Long.toString(EngineOptions.defaults().memory().cacheBytesMax())),
  QUERY_MEMORY(
      "queryMemory",
      "memory for the rows that one query keeps, in MiB; beyond it they go to temporary files",
      Long.toString(Math.max(1, Runtime.getRuntime().maxMemory() >> 21))),
  WAL_ARCHIVE(
      "walArchive",
      "directory that keeps the log for a restore to any later time; of this database alone",
      ""),
  CREATE("create", "whether a missing database is created", "true"),
  KEEP_ALIVE(
      "keepAlive", "whether the database stays open when its last connection is closed", "false"),
  PLAN_CACHE("planCache", "most plans kept for statements seen before, 0 = none", "512");

  private final String optionName;
  private final String description;
  private final String defaultText;

  DatabaseOption(String optionName, String description, String defaultText) {
    this.optionName = optionName;
    this.description = description;
    this.defaultText = defaultText;
  }

  public String optionName() {
    return optionName;
  }

  public String description() {
    return description;
  }

  public String defaultText() {
    return defaultText;
  }

  /** The allowed values in lower case, if they can be listed; else empty. */
  public List<String> choices() {
    return switch (this) {
      case DURABILITY ->
          Arrays.stream(Durability.values())
              .map(value -> value.name().toLowerCase(Locale.ROOT))
              .toList();
      case CREATE, KEEP_ALIVE -> List.of("true", "false");
      default -> List.of();
    };
  }

  /**
   * The option of that name, in any case.
   *
   * @throws DbException 22023 naming the nearest option
   */
  public static DatabaseOption byName(String name) {
    List<String> names = new ArrayList<>();
    for (DatabaseOption option : values()) {
      if (option.optionName.equalsIgnoreCase(name)) {
        return option;
      }
      names.add(option.optionName);
    }
    throw DbException.of(
        SqlState.INVALID_PARAMETER_VALUE,
        "unknown connection option \"" + name + "\"" + NearestName.hint(name, names));
  }
}
