package org.lightningdb.sql.open;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;

/** Checked options of one opening; what was not given has its default. */
final class DatabaseOptions {
  private final Map<DatabaseOption, String> given;

  private DatabaseOptions(Map<DatabaseOption, String> given) {
    this.given = Collections.unmodifiableMap(given);
    durability();
    engineOptions();
    keepAlive();
    planCacheEntries();
    queryMemoryMib();
  }

  static DatabaseOptions parse(Map<String, String> texts) {
    Map<DatabaseOption, String> given = new EnumMap<>(DatabaseOption.class);
    texts.forEach((name, text) -> given.put(DatabaseOption.byName(name), text.strip()));
    return new DatabaseOptions(given);
  }

  Durability durability() {
    String text = text(DatabaseOption.DURABILITY).toUpperCase(Locale.ROOT);
    for (Durability durability : Durability.values()) {
      if (durability.name().equals(text)) {
        return durability;
      }
    }
    throw invalid(DatabaseOption.DURABILITY, "one of " + DatabaseOption.DURABILITY.choices());
  }

  EngineOptions engineOptions() {
    EngineOptions defaults = EngineOptions.defaults();
    return defaults
        .withDurability(durability())
        .withGroup(number(DatabaseOption.GROUP_DELAY_MICROS, 0), defaults.log().groupSize())
        .withIntervalMillis(number(DatabaseOption.INTERVAL_MILLIS, 1))
        .withLockTimeoutMillis(number(DatabaseOption.LOCK_TIMEOUT_MILLIS, 0))
        .withMemory(number(DatabaseOption.CACHE_BYTES, 1), defaults.memory().deltaBytesMax())
        .withCreateIfMissing(flag(DatabaseOption.CREATE));
  }

  /** The directory of the archived log; empty if there is none. */
  String walArchive() {
    return text(DatabaseOption.WAL_ARCHIVE);
  }

  boolean keepAlive() {
    return flag(DatabaseOption.KEEP_ALIVE);
  }

  int queryMemoryMib() {
    return (int) Math.min(number(DatabaseOption.QUERY_MEMORY, 1), Integer.MAX_VALUE);
  }

  int planCacheEntries() {
    return (int) Math.min(number(DatabaseOption.PLAN_CACHE, 0), Integer.MAX_VALUE);
  }

  /**
   * Whether a database opened with these options may serve somebody who asks for others. What was
   * not asked for always fits; durability is the session's own; create says nothing about a
   * database that is there.
   *
   * @throws DbException 55006 naming the option that differs
   */
  void checkServes(DatabaseOptions asked, DatabaseAddress address) {
    asked.given.forEach(
        (option, text) -> {
          boolean perSession =
              option == DatabaseOption.DURABILITY || option == DatabaseOption.CREATE;
          if (!perSession && !text.equalsIgnoreCase(text(option))) {
            throw DbException.of(
                SqlState.OBJECT_IN_USE,
                "database "
                    + address
                    + " is already open with "
                    + option.optionName()
                    + "="
                    + text(option));
          }
        });
  }

  private String text(DatabaseOption option) {
    return given.getOrDefault(option, option.defaultText());
  }

  private long number(DatabaseOption option, long smallest) {
    long value;
    try {
      value = Long.parseLong(text(option));
    } catch (NumberFormatException notNumber) {
      throw invalid(option, "a whole number");
    }
    if (value < smallest) {
      throw invalid(option, "at least " + smallest);
    }
    return value;
  }

  private boolean flag(DatabaseOption option) {
    return switch (text(option).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(option, "true or false");
    };
  }

  private DbException invalid(DatabaseOption option, String expected) {
    return DbException.of(
        SqlState.INVALID_PARAMETER_VALUE,
        "connection option " + option.optionName() + "=" + text(option) + ": must be " + expected);
  }
}
