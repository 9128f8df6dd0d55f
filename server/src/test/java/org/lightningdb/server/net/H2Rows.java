package org.lightningdb.server.net;

import java.math.BigDecimal;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.RowStream;

/** Rows of H2 in the classes that a link promises. */
final class H2Rows implements RowStream {
  private final ResultSet result;
  private final List<LinkColumn> columns;

  H2Rows(ResultSet result) throws SQLException {
    this.result = result;
    this.columns = columns(result.getMetaData());
  }

  static List<LinkColumn> columns(ResultSetMetaData metadata) throws SQLException {
    List<LinkColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(
          new LinkColumn(
              metadata.getColumnLabel(i),
              metadata.getColumnName(i),
              metadata.getTableName(i),
              metadata.getSchemaName(i),
              type(metadata.getColumnType(i), metadata.getPrecision(i), metadata.getScale(i)),
              metadata.isNullable(i) != ResultSetMetaData.columnNoNulls,
              metadata.isAutoIncrement(i)));
    }
    return columns;
  }

  static LinkType type(ParameterMetaData metadata, int i) throws SQLException {
    return type(metadata.getParameterType(i), metadata.getPrecision(i), metadata.getScale(i));
  }

  private static LinkType type(int code, int precision, int scale) {
    return switch (code) {
      case Types.BOOLEAN -> LinkType.of(code, "BOOLEAN");
      case Types.SMALLINT -> LinkType.of(code, "SMALLINT");
      case Types.INTEGER -> LinkType.of(code, "INTEGER");
      case Types.BIGINT -> LinkType.of(code, "BIGINT");
      case Types.REAL -> LinkType.of(code, "REAL");
      case Types.DOUBLE -> LinkType.of(code, "DOUBLE");
      case Types.NUMERIC, Types.DECIMAL -> new LinkType(Types.DECIMAL, "DECIMAL", precision, scale);
      case Types.CHAR -> new LinkType(code, "CHAR", precision, 0);
      case Types.DATE -> LinkType.of(code, "DATE");
      case Types.TIME -> LinkType.of(code, "TIME");
      case Types.TIMESTAMP -> new LinkType(code, "TIMESTAMP", scale, 0);
      case Types.VARBINARY, Types.BINARY ->
          new LinkType(Types.VARBINARY, "VARBINARY", precision, 0);
      default -> new LinkType(Types.VARCHAR, "VARCHAR", precision, 0);
    };
  }

  @Override
  public List<LinkColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() throws SQLException {
    return result.next();
  }

  @Override
  public boolean isNull(int column) throws SQLException {
    return value(column) == null;
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    int i = column + 1;
    return switch (columns.get(column).type().code()) {
      case Types.SMALLINT -> result.getObject(i, Short.class);
      case Types.DATE -> result.getObject(i, LocalDate.class);
      case Types.TIME -> result.getObject(i, LocalTime.class);
      case Types.TIMESTAMP -> result.getObject(i, LocalDateTime.class);
      case Types.DECIMAL -> result.getObject(i, BigDecimal.class);
      case Types.VARBINARY -> result.getBytes(i);
      case Types.VARCHAR -> result.getString(i);
      default -> result.getObject(i);
    };
  }

  @Override
  public void close() throws SQLException {
    result.close();
  }
}
