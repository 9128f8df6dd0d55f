package org.lightningdb.sql.exec.function;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.util.Map;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.ZonedText;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Functions of times and zones. */
final class ZoneFunctions {
  /** What AT LOCAL has for the name of a zone. */
  private static final String LOCAL = "LOCAL";

  private ZoneFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("AT TIME ZONE", ZoneFunctions::atTimeZone);
    makers.put(
        "NOW",
        signature ->
            (context, arguments) ->
                Temporals.truncated(context.statementTime(), signature.type().precision()));
  }

  private static RowFunction atTimeZone(FunctionSignature signature) {
    return (context, arguments) -> {
      Object value = arguments[0];
      Object name = arguments[1];
      return value == null || name == null
          ? null
          : shifted(value, zone(name.toString(), context), context);
    };
  }

  private static ZoneId zone(String name, ExecutionContext context) {
    try {
      return name.equals(LOCAL) ? context.zone() : ZonedText.zone(name);
    } catch (DateTimeException unknown) {
      throw DbException.of(
          SqlState.INVALID_PARAMETER_VALUE, "time zone '" + name + "' is not known", unknown);
    }
  }

  private static Object shifted(Object value, ZoneId zone, ExecutionContext context) {
    if (value instanceof Instant moment) {
      LocalDateTime shown = LocalDateTime.ofInstant(moment, zone);
      Temporals.checkDay(shown.toLocalDate().toEpochDay());
      return shown;
    }
    if (value instanceof LocalDateTime time) {
      return checked(time.atZone(zone).toInstant());
    }
    if (value instanceof LocalDate date) {
      return checked(date.atStartOfDay(zone).toInstant());
    }
    var offset = zone.getRules().getOffset(context.statementTime());
    return value instanceof OffsetTime time
        ? time.withOffsetSameInstant(offset)
        : ((LocalTime) value)
            .atOffset(context.zone().getRules().getOffset(context.statementTime()))
            .withOffsetSameInstant(offset);
  }

  private static Instant checked(Instant moment) {
    Temporals.checkMicros(org.lightningdb.index.type.VectorValues.toMicros(moment));
    return moment;
  }
}
