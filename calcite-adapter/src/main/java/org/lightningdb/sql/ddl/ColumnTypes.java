package org.lightningdb.sql.ddl;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.sql.parser.ast.IntervalTypeNameSpec;
import org.lightningdb.sql.parser.ast.JsonTypeNameSpec;

/** The type of a column as written. */
final class ColumnTypes {
  private static final int CHARACTERS_MAX = 1_000_000_000;
  private static final int PADDED_CHARACTERS_MAX = 65_535;

  /** Most fractional digits of a second that expressions can carry. */
  private static final int FRACTION_DIGITS_MAX = 6;

  private static final List<String> KNOWN =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "INT",
          "BIGINT",
          "REAL",
          "FLOAT",
          "DOUBLE",
          "DECIMAL",
          "NUMERIC",
          "CHAR",
          "VARCHAR",
          "TEXT",
          "VARBINARY",
          "BYTEA",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "UUID",
          "JSON",
          "BLOB",
          "CLOB",
          "INTERVAL");

  /** Types of other databases, whose absence is not a slip of the pen. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "NCLOB",
          "XML",
          "SERIAL",
          "BIGSERIAL",
          "MONEY",
          "ENUM",
          "DATETIME",
          "NVARCHAR",
          "NCHAR",
          "TINYTEXT",
          "MEDIUMTEXT",
          "LONGTEXT",
          "MEDIUMINT",
          "BIT",
          "INET",
          "POINT");

  private ColumnTypes() {}

  static SqlType of(SqlDataTypeSpec written) {
    SqlTypeNameSpec spec = written.getTypeNameSpec();
    if (spec instanceof SqlUserDefinedTypeNameSpec) {
      throw unknown(spec);
    }
    if (spec instanceof IntervalTypeNameSpec interval) {
      return SqlType.of(
          interval.qualifier().isYearMonth() ? TypeKind.INTERVAL_MONTH : TypeKind.INTERVAL_DAY);
    }
    if (spec instanceof JsonTypeNameSpec) {
      return SqlType.of(TypeKind.JSON);
    }
    if (!(spec instanceof SqlBasicTypeNameSpec basic)) {
      throw at(DbException.notSupported("type " + spec.getTypeName()), spec.getParserPos());
    }
    if (basic.getCharSetName() != null) {
      throw at(DbException.notSupported("CHARACTER SET"), spec.getParserPos());
    }
    return basic(basic);
  }

  private static SqlType basic(SqlBasicTypeNameSpec spec) {
    String name = spec.getTypeName().getSimple();
    return switch (name) {
      case "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "REAL", "DATE", "UUID" ->
          SqlType.of(TypeKind.valueOf(name));
      case "FLOAT", "DOUBLE" -> SqlType.of(TypeKind.DOUBLE);
      case "DECIMAL" -> decimal(spec);
      case "CHAR" -> SqlType.character(length(spec, 1, PADDED_CHARACTERS_MAX));
      case "VARCHAR" -> SqlType.varchar(length(spec, SqlType.UNBOUNDED, CHARACTERS_MAX));
      case "VARBINARY" -> SqlType.varbinary(length(spec, SqlType.UNBOUNDED, CHARACTERS_MAX));
      case "TIME" -> moment(spec, TypeKind.TIME);
      case "TIMESTAMP" -> moment(spec, TypeKind.TIMESTAMP);
      case "TIME_TZ" -> moment(spec, TypeKind.TIME_TZ);
      case "TIMESTAMP_TZ" -> moment(spec, TypeKind.TIMESTAMP_TZ);
      default ->
          throw at(DbException.notSupported("type " + name.replace('_', ' ')), spec.getParserPos());
    };
  }

  private static SqlType decimal(SqlBasicTypeNameSpec spec) {
    int precision =
        spec.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
            ? SqlType.DECIMAL_PRECISION_MAX
            : spec.getPrecision();
    int scale = spec.getScale() == RelDataType.SCALE_NOT_SPECIFIED ? 0 : spec.getScale();
    if (precision < 1 || precision > SqlType.DECIMAL_PRECISION_MAX) {
      throw invalid(
          spec, "DECIMAL has 1 to " + SqlType.DECIMAL_PRECISION_MAX + " digits, not " + precision);
    }
    if (scale < 0 || scale > precision) {
      throw invalid(
          spec,
          "a DECIMAL of "
              + precision
              + " digits has 0 to "
              + precision
              + " of them after the point, not "
              + scale);
    }
    return SqlType.decimal(precision, scale);
  }

  private static int length(SqlBasicTypeNameSpec spec, int lengthDefault, int lengthMax) {
    int length = spec.getPrecision();
    if (length == RelDataType.PRECISION_NOT_SPECIFIED) {
      return lengthDefault;
    }
    if (length < 1 || length > lengthMax) {
      throw invalid(
          spec,
          "the length of "
              + spec.getTypeName().getSimple()
              + " must be 1 to "
              + lengthMax
              + ", not "
              + length);
    }
    return length;
  }

  private static SqlType moment(SqlBasicTypeNameSpec spec, TypeKind kind) {
    int digits = spec.getPrecision();
    if (digits == RelDataType.PRECISION_NOT_SPECIFIED) {
      return new SqlType(kind, FRACTION_DIGITS_MAX, 0);
    }
    if (digits > FRACTION_DIGITS_MAX) {
      throw at(
          DbException.notSupported(
              kind
                  + "("
                  + digits
                  + "), more than "
                  + FRACTION_DIGITS_MAX
                  + " fractional digits of a second,"),
          spec.getParserPos());
    }
    return new SqlType(kind, digits, 0);
  }

  private static DbException unknown(SqlTypeNameSpec spec) {
    String name = spec.getTypeName().toString();
    String upper = name.toUpperCase(Locale.ROOT);
    DbException error =
        ELSEWHERE.contains(upper)
            ? DbException.notSupported("type " + upper)
            : DbException.of(
                SqlState.UNDEFINED_OBJECT,
                "type \"" + name + "\" does not exist" + NearestName.hint(name, KNOWN));
    return at(error, spec.getParserPos());
  }

  private static DbException invalid(SqlBasicTypeNameSpec spec, String message) {
    return at(DbException.of(SqlState.INVALID_DEFINITION, message), spec.getParserPos());
  }

  private static DbException at(DbException error, SqlParserPos position) {
    return error.atPosition(position.getLineNum(), position.getColumnNum());
  }
}
