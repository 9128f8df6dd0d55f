package org.lightningdb.jdbc.result;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.value.SelfWrapper;

/** The columns of a result; immutable. */
public final class LightningResultSetMetaData implements ResultSetMetaData, SelfWrapper {
  private final List<LinkColumn> columns;

  public LightningResultSetMetaData(List<LinkColumn> columns) {
    this.columns = columns;
  }

  private LinkColumn column(int index) throws SQLException {
    if (index < 1 || index > columns.size()) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT, "column " + index + " is outside of 1 to " + columns.size());
    }
    return columns.get(index - 1);
  }

  private LinkType type(int index) throws SQLException {
    return column(index).type();
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public boolean isAutoIncrement(int index) throws SQLException {
    return column(index).identity();
  }

  @Override
  public boolean isCaseSensitive(int index) throws SQLException {
    return JdbcType.text(type(index));
  }

  @Override
  public boolean isSearchable(int index) throws SQLException {
    return column(index) != null;
  }

  @Override
  public boolean isCurrency(int index) throws SQLException {
    return column(index) == null;
  }

  @Override
  public int isNullable(int index) throws SQLException {
    return column(index).nullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int index) throws SQLException {
    return JdbcType.signed(type(index));
  }

  @Override
  public int getColumnDisplaySize(int index) throws SQLException {
    return JdbcType.displaySize(type(index));
  }

  @Override
  public String getColumnLabel(int index) throws SQLException {
    return column(index).label();
  }

  @Override
  public String getColumnName(int index) throws SQLException {
    return column(index).name();
  }

  @Override
  public String getSchemaName(int index) throws SQLException {
    return column(index).schema();
  }

  @Override
  public int getPrecision(int index) throws SQLException {
    return JdbcType.precision(type(index));
  }

  @Override
  public int getScale(int index) throws SQLException {
    return JdbcType.scale(type(index));
  }

  @Override
  public String getTableName(int index) throws SQLException {
    return column(index).table();
  }

  /** There are no catalogs. */
  @Override
  public String getCatalogName(int index) throws SQLException {
    type(index);
    return "";
  }

  @Override
  public int getColumnType(int index) throws SQLException {
    return type(index).code();
  }

  @Override
  public String getColumnTypeName(int index) throws SQLException {
    return type(index).name();
  }

  @Override
  public boolean isReadOnly(int index) throws SQLException {
    return column(index) != null;
  }

  @Override
  public boolean isWritable(int index) throws SQLException {
    return !isReadOnly(index);
  }

  @Override
  public boolean isDefinitelyWritable(int index) throws SQLException {
    return !isReadOnly(index);
  }

  @Override
  public String getColumnClassName(int index) throws SQLException {
    return JdbcType.objectClass(type(index)).getName();
  }
}
