package org.lightningdb.jdbc.remote;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.SqlType;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkType;

/** Descriptions of columns and parameters and their form on the wire; both ways lose nothing. */
public final class WireColumns {
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private WireColumns() {}

  /** The signature of a statement. */
  public static Meta.Signature signature(
      List<LinkColumn> columns, @Nullable String sql, List<LinkType> parameters) {
    List<ColumnMetaData> wireColumns = new ArrayList<>();
    for (LinkColumn column : columns) {
      wireColumns.add(toWire(wireColumns.size(), column));
    }
    List<AvaticaParameter> wireParameters = new ArrayList<>();
    for (LinkType parameter : parameters) {
      wireParameters.add(toWire(wireParameters.size(), parameter));
    }
    return Meta.Signature.create(
        wireColumns, sql, wireParameters, Meta.CursorFactory.LIST, statementType(columns));
  }

  private static Meta.StatementType statementType(List<LinkColumn> columns) {
    return columns.isEmpty() ? Meta.StatementType.OTHER_DML : Meta.StatementType.SELECT;
  }

  private static ColumnMetaData toWire(int ordinal, LinkColumn column) {
    LinkType type = column.type();
    return new ColumnMetaData(
        ordinal,
        column.identity(),
        type.code() == Types.CHAR || type.code() == Types.VARCHAR,
        true,
        false,
        column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        isSigned(type),
        displaySize(type),
        column.label(),
        column.name(),
        column.schema(),
        type.precision(),
        type.scale(),
        column.table(),
        "",
        ColumnMetaData.scalar(type.code(), type.name(), rep(type)),
        true,
        false,
        false,
        jdbcClass(type));
  }

  /** The column that {@link #signature} described. */
  public static LinkColumn fromWire(ColumnMetaData column) {
    return new LinkColumn(
        column.label,
        column.columnName,
        orEmpty(column.tableName),
        orEmpty(column.schemaName),
        new LinkType(column.type.id, column.type.name, column.precision, column.scale),
        column.nullable != DatabaseMetaData.columnNoNulls,
        column.autoIncrement);
  }

  /** The protocol buffers leave empty texts out. */
  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static AvaticaParameter toWire(int ordinal, LinkType type) {
    return new AvaticaParameter(
        isSigned(type),
        type.precision(),
        type.scale(),
        type.code(),
        type.name(),
        jdbcClass(type),
        "?" + (ordinal + 1));
  }

  /** The type that {@link #signature} described. */
  public static LinkType fromWire(AvaticaParameter parameter) {
    return new LinkType(
        parameter.parameterType, parameter.typeName, parameter.precision, parameter.scale);
  }

  private static Rep rep(LinkType type) {
    return Rep.of(SqlType.valueOf(type.code()).internal);
  }

  private static boolean isSigned(LinkType type) {
    return switch (type.code()) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }

  private static int displaySize(LinkType type) {
    return switch (type.code()) {
      case Types.BOOLEAN -> 5;
      case Types.TINYINT -> 4;
      case Types.SMALLINT -> 6;
      case Types.INTEGER -> 11;
      case Types.BIGINT -> 20;
      case Types.REAL -> 15;
      case Types.DOUBLE -> 25;
      case Types.DECIMAL -> type.precision() + 2;
      case Types.VARBINARY -> type.precision() > UNBOUNDED / 2 ? UNBOUNDED : 2 * type.precision();
      case Types.DATE -> 10;
      case Types.TIME -> 8 + fraction(type);
      case Types.TIMESTAMP -> 19 + fraction(type);
      case Types.TIME_WITH_TIMEZONE -> 14 + fraction(type);
      case Types.TIMESTAMP_WITH_TIMEZONE -> 25 + fraction(type);
      case Types.OTHER -> 36;
      default -> type.precision();
    };
  }

  private static int fraction(LinkType type) {
    return type.precision() == 0 ? 0 : 1 + type.precision();
  }

  /** The class that {@code getObject} of a plain JDBC client returns. */
  private static String jdbcClass(LinkType type) {
    return switch (type.code()) {
      case Types.DATE -> java.sql.Date.class.getName();
      case Types.TIME -> java.sql.Time.class.getName();
      case Types.TIMESTAMP -> java.sql.Timestamp.class.getName();
      case Types.TINYINT, Types.SMALLINT -> Integer.class.getName();
      case Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE, Types.OTHER ->
          String.class.getName();
      default -> type.javaClass().getCanonicalName();
    };
  }
}
