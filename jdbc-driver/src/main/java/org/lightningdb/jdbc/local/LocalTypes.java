package org.lightningdb.jdbc.local;

import java.sql.Types;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.sql.exec.ResultColumn;

/** The engine's types and columns as the link shows them. */
final class LocalTypes {
  private LocalTypes() {}

  static LinkType type(SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> LinkType.of(Types.BOOLEAN, "BOOLEAN");
      case TINYINT -> LinkType.of(Types.TINYINT, "TINYINT");
      case SMALLINT -> LinkType.of(Types.SMALLINT, "SMALLINT");
      case INTEGER -> LinkType.of(Types.INTEGER, "INTEGER");
      case BIGINT -> LinkType.of(Types.BIGINT, "BIGINT");
      case REAL -> LinkType.of(Types.REAL, "REAL");
      case DOUBLE -> LinkType.of(Types.DOUBLE, "DOUBLE PRECISION");
      case DECIMAL -> new LinkType(Types.DECIMAL, "DECIMAL", type.precision(), type.scale());
      case CHAR -> new LinkType(Types.CHAR, "CHAR", type.precision(), 0);
      case VARCHAR -> new LinkType(Types.VARCHAR, "VARCHAR", type.precision(), 0);
      case VARBINARY -> new LinkType(Types.VARBINARY, "VARBINARY", type.precision(), 0);
      case DATE -> LinkType.of(Types.DATE, "DATE");
      case TIME -> new LinkType(Types.TIME, "TIME", type.precision(), 0);
      case TIMESTAMP -> new LinkType(Types.TIMESTAMP, "TIMESTAMP", type.precision(), 0);
      case TIME_TZ ->
          new LinkType(Types.TIME_WITH_TIMEZONE, "TIME WITH TIME ZONE", type.precision(), 0);
      case TIMESTAMP_TZ ->
          new LinkType(
              Types.TIMESTAMP_WITH_TIMEZONE, "TIMESTAMP WITH TIME ZONE", type.precision(), 0);
      case UUID -> LinkType.of(Types.OTHER, "UUID");
      case INTERVAL_MONTH -> LinkType.of(Types.OTHER, "INTERVAL YEAR TO MONTH");
      case INTERVAL_DAY -> LinkType.of(Types.OTHER, "INTERVAL DAY TO SECOND");
      case JSON -> new LinkType(Types.VARCHAR, "JSON", SqlType.UNBOUNDED, 0);
    };
  }

  static List<LinkColumn> columns(List<ResultColumn> columns) {
    return columns.stream()
        .map(
            column ->
                new LinkColumn(
                    column.label(),
                    column.name(),
                    column.table(),
                    column.schema(),
                    type(column.type()),
                    column.nullable(),
                    column.identity()))
        .toList();
  }
}
