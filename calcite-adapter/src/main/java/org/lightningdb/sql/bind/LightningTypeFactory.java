package org.lightningdb.sql.bind;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Types with UTF-8 as the character set of every string. What times with a zone and those without
 * have in common is the one with a zone.
 */
public final class LightningTypeFactory extends JavaTypeFactoryImpl {
  public LightningTypeFactory() {
    super(new LightningTypeSystem());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    RelDataType zoned = zoned(types, SqlTypeName.TIMESTAMP_TZ, SqlTypeName.TIMESTAMP);
    if (zoned == null) {
      zoned = zoned(types, SqlTypeName.TIME_TZ, SqlTypeName.TIME);
    }
    return zoned == null ? super.leastRestrictive(types, mappingRule) : zoned;
  }

  /** The zoned type if there is one among them, and nothing that does not become one. */
  private @Nullable RelDataType zoned(
      List<RelDataType> types, SqlTypeName zonedName, SqlTypeName localName) {
    int precision = -1;
    boolean nullable = false;
    boolean mixed = false;
    for (RelDataType type : types) {
      SqlTypeName name = type.getSqlTypeName();
      nullable |= type.isNullable();
      if (name == zonedName || name == localName) {
        precision = Math.max(precision, type.getPrecision());
        mixed |= name == zonedName;
      } else if (name != SqlTypeName.NULL
          && !(name == SqlTypeName.DATE && localName == SqlTypeName.TIMESTAMP)) {
        return null;
      }
    }
    return mixed ? createTypeWithNullability(createSqlType(zonedName, precision), nullable) : null;
  }
}
