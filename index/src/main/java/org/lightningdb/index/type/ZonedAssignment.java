package org.lightningdb.index.type;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;

/** Assignment to the times with a zone, of values that have one and of values that do not. */
final class ZonedAssignment {
  private ZonedAssignment() {}

  /** Whether the zone of the session decides what the value means to the type. */
  static boolean dependsOnZone(Object value, SqlType target) {
    if (isZoned(target)) {
      return value instanceof LocalDateTime
          || value instanceof LocalDate
          || value instanceof LocalTime
          || value instanceof java.sql.Date
          || value instanceof java.sql.Time
          || (value instanceof CharSequence text && !ZonedText.namesZone(text.toString().strip()));
    }
    return value instanceof Instant;
  }

  static boolean isZoned(SqlType type) {
    return type.kind() == TypeKind.TIMESTAMP_TZ || type.kind() == TypeKind.TIME_TZ;
  }

  static Instant toInstant(Object value, SqlType target, @Nullable ZoneId zone) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toInstant();
    }
    if (value instanceof ZonedDateTime moment) {
      return moment.toInstant();
    }
    if (value instanceof java.util.Date date
        && !(value instanceof java.sql.Date)
        && !(value instanceof java.sql.Time)) {
      return date.toInstant();
    }
    if (value instanceof CharSequence text) {
      return ZonedText.parseMoment(text.toString().strip(), zone);
    }
    return TemporalAssignment.toTimestamp(value, target, zone).atZone(required(zone)).toInstant();
  }

  static OffsetTime toTime(Object value, SqlType target, @Nullable ZoneId zone) {
    if (value instanceof OffsetTime time) {
      return time;
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toOffsetTime();
    }
    if (value instanceof ZonedDateTime moment) {
      return moment.toOffsetDateTime().toOffsetTime();
    }
    if (value instanceof Instant instant) {
      return instant.atZone(required(zone)).toOffsetDateTime().toOffsetTime();
    }
    if (value instanceof CharSequence text) {
      return ZonedText.parseTime(text.toString().strip(), zone);
    }
    LocalTime time = TemporalAssignment.toTime(value, target, zone);
    return time.atOffset(ZonedText.offset(required(zone)));
  }

  /** The zone that {@link #dependsOnZone} asked for. */
  static ZoneId required(@Nullable ZoneId zone) {
    if (zone == null) {
      throw DbException.notSupported("a time here that depends on the session's zone");
    }
    return zone;
  }
}
