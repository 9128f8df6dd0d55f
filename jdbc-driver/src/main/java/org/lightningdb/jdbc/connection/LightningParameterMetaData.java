package org.lightningdb.jdbc.connection;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.result.JdbcType;
import org.lightningdb.jdbc.value.SelfWrapper;

/** The parameters of a statement; immutable. */
final class LightningParameterMetaData implements ParameterMetaData, SelfWrapper {
  private final List<LinkType> types;

  LightningParameterMetaData(List<LinkType> types) {
    this.types = types;
  }

  private LinkType type(int index) throws SQLException {
    if (index < 1 || index > types.size()) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT, "parameter " + index + " is outside of 1 to " + types.size());
    }
    return types.get(index - 1);
  }

  @Override
  public int getParameterCount() {
    return types.size();
  }

  @Override
  public int isNullable(int index) throws SQLException {
    type(index);
    return parameterNullableUnknown;
  }

  @Override
  public boolean isSigned(int index) throws SQLException {
    return JdbcType.signed(type(index));
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
  public int getParameterType(int index) throws SQLException {
    return type(index).code();
  }

  @Override
  public String getParameterTypeName(int index) throws SQLException {
    return type(index).name();
  }

  @Override
  public String getParameterClassName(int index) throws SQLException {
    return JdbcType.objectClass(type(index)).getName();
  }

  @Override
  public int getParameterMode(int index) throws SQLException {
    type(index);
    return parameterModeIn;
  }
}
