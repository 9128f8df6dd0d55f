package org.lightningdb.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of the database, for {@code getTypeInfo}. */
final class TypeCatalog {
  private static final int DECIMAL_PRECISION_MAX = 38;
  private static final int UNBOUNDED = Integer.MAX_VALUE;
  private static final int TIME_SCALE_MAX = 3;

  /**
   * A type.
   *
   * @param precision the largest
   * @param literal the quotes around a literal; null if there are none
   * @param parameters what may stand in the parentheses; null if nothing may
   */
  private record Entry(
      String name,
      int code,
      int precision,
      @Nullable String literal,
      @Nullable String parameters,
      int scaleMax) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("BIGINT", Types.BIGINT, 19, null, null, 0),
          new Entry("VARBINARY", Types.VARBINARY, UNBOUNDED, "X'", "length", 0),
          new Entry("CHAR", Types.CHAR, UNBOUNDED, "'", "length", 0),
          new Entry(
              "DECIMAL",
              Types.DECIMAL,
              DECIMAL_PRECISION_MAX,
              null,
              "precision,scale",
              DECIMAL_PRECISION_MAX),
          new Entry("INTEGER", Types.INTEGER, 10, null, null, 0),
          new Entry("SMALLINT", Types.SMALLINT, 5, null, null, 0),
          new Entry("TINYINT", Types.TINYINT, 3, null, null, 0),
          new Entry("UUID", Types.OTHER, 36, "UUID '", null, 0),
          new Entry(
              "TIME WITH TIME ZONE",
              Types.TIME_WITH_TIMEZONE,
              21,
              "TIME WITH TIME ZONE '",
              null,
              TIME_SCALE_MAX),
          new Entry(
              "TIMESTAMP WITH TIME ZONE",
              Types.TIMESTAMP_WITH_TIMEZONE,
              32,
              "TIMESTAMP WITH TIME ZONE '",
              null,
              TIME_SCALE_MAX),
          new Entry("REAL", Types.REAL, 24, null, null, 0),
          new Entry("DOUBLE PRECISION", Types.DOUBLE, 53, null, null, 0),
          new Entry("VARCHAR", Types.VARCHAR, UNBOUNDED, "'", "length", 0),
          new Entry("BOOLEAN", Types.BOOLEAN, 1, null, null, 0),
          new Entry("DATE", Types.DATE, 10, "DATE '", null, 0),
          new Entry("TIME", Types.TIME, 12, "TIME '", "precision", TIME_SCALE_MAX),
          new Entry("TIMESTAMP", Types.TIMESTAMP, 23, "TIMESTAMP '", "precision", TIME_SCALE_MAX));

  private TypeCatalog() {}

  static ResultSet typeInfo() {
    MetaResult result =
        new MetaResult()
            .text("TYPE_NAME")
            .integer("DATA_TYPE", "PRECISION")
            .text("LITERAL_PREFIX", "LITERAL_SUFFIX", "CREATE_PARAMS")
            .small("NULLABLE")
            .truth("CASE_SENSITIVE")
            .small("SEARCHABLE")
            .truth("UNSIGNED_ATTRIBUTE", "FIXED_PREC_SCALE", "AUTO_INCREMENT")
            .text("LOCAL_TYPE_NAME")
            .small("MINIMUM_SCALE", "MAXIMUM_SCALE")
            .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "NUM_PREC_RADIX");
    for (Entry entry : ENTRIES) {
      boolean text = entry.code() == Types.CHAR || entry.code() == Types.VARCHAR;
      boolean number = radix(entry.code()) != null;
      boolean identity = entry.scaleMax() == 0 && number && !isApproximate(entry.code());
      result.row(
          entry.name(),
          entry.code(),
          entry.precision(),
          entry.literal(),
          entry.literal() == null ? null : "'",
          entry.parameters(),
          DatabaseMetaData.typeNullable,
          text,
          text ? DatabaseMetaData.typeSearchable : DatabaseMetaData.typePredBasic,
          !number,
          false,
          identity,
          null,
          0,
          entry.scaleMax(),
          null,
          null,
          radix(entry.code()));
    }
    return result.sorted(1).open();
  }

  private static boolean isApproximate(int code) {
    return code == Types.REAL || code == Types.DOUBLE;
  }

  /** The base of the precision of a number; null for everything else. */
  private static @Nullable Integer radix(int code) {
    return switch (code) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL -> 10;
      case Types.REAL, Types.DOUBLE -> 2;
      default -> null;
    };
  }
}
