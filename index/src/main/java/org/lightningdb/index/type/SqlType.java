package org.lightningdb.index.type;

import java.util.Locale;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * A SQL type with its parameters; whether NULL is allowed belongs to the column, not the type.
 *
 * <p>Java values and vector forms, kind by kind:
 *
 * <pre>
 *   kind       Java value       vector
 *   BOOLEAN    Boolean          LONG  0 or 1
 *   TINYINT    Byte             LONG
 *   SMALLINT   Short            LONG
 *   INTEGER    Integer          LONG
 *   BIGINT     Long             LONG
 *   REAL       Float            DOUBLE
 *   DOUBLE     Double           DOUBLE
 *   DECIMAL    BigDecimal       LONG unscaled value if precision ≤ 18, else OBJECT BigDecimal
 *   CHAR       String           BYTES UTF-8, padded with blanks to the length
 *   VARCHAR    String           BYTES UTF-8
 *   VARBINARY  byte[]           BYTES
 *   DATE       LocalDate        LONG  days since 1970-01-01
 *   TIME       LocalTime        LONG  microseconds of the day
 *   TIMESTAMP  LocalDateTime    LONG  microseconds since 1970-01-01T00:00, no zone
 *   TIMESTAMP_TZ  Instant       LONG  microseconds since 1970-01-01T00:00Z
 *   TIME_TZ    OffsetTime       LONG  time and offset, as {@link ZonedTimes} packs them
 *   UUID       UUID             BYTES its 16 bytes
 *   INTERVAL_MONTH  Period      LONG  months
 *   INTERVAL_DAY    Duration    LONG  microseconds
 *   JSON       String           BYTES UTF-8
 * </pre>
 *
 * @param precision digits of a DECIMAL; characters of CHAR and VARCHAR, bytes of VARBINARY ({@link
 *     #UNBOUNDED} without limit); fractional second digits of times and timestamps; else 0
 * @param scale digits after the point of a DECIMAL, else 0
 */
public record SqlType(TypeKind kind, int precision, int scale) {
  /** The precision of VARCHAR and VARBINARY without a limit; TEXT is such a VARCHAR. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Most digits of a DECIMAL. */
  public static final int DECIMAL_PRECISION_MAX = 38;

  /** Most digits of a DECIMAL that is kept as an unscaled long. */
  public static final int DECIMAL_LONG_PRECISION_MAX = 18;

  public static SqlType of(TypeKind kind) {
    return new SqlType(kind, 0, 0);
  }

  public static SqlType decimal(int precision, int scale) {
    return new SqlType(TypeKind.DECIMAL, precision, scale);
  }

  public static SqlType varchar(int characters) {
    return new SqlType(TypeKind.VARCHAR, characters, 0);
  }

  public static SqlType character(int characters) {
    return new SqlType(TypeKind.CHAR, characters, 0);
  }

  public static SqlType varbinary(int bytes) {
    return new SqlType(TypeKind.VARBINARY, bytes, 0);
  }

  /** The vector form of values of this type. */
  public ColumnKind columnKind() {
    return switch (kind) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DATE -> ColumnKind.LONG;
      case TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ, INTERVAL_MONTH, INTERVAL_DAY -> ColumnKind.LONG;
      case REAL, DOUBLE -> ColumnKind.DOUBLE;
      case DECIMAL -> precision <= DECIMAL_LONG_PRECISION_MAX ? ColumnKind.LONG : ColumnKind.OBJECT;
      case CHAR, VARCHAR, VARBINARY, UUID, JSON -> ColumnKind.BYTES;
    };
  }

  /** The type as SQL text, such as {@code DECIMAL(12, 2)}. */
  public String toSql() {
    return switch (kind) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DATE, UUID, JSON -> kind.name();
      case DOUBLE -> "DOUBLE PRECISION";
      case DECIMAL -> String.format(Locale.ROOT, "DECIMAL(%d, %d)", precision, scale);
      case CHAR -> "CHAR(" + precision + ")";
      case VARCHAR, VARBINARY ->
          precision == UNBOUNDED ? kind.name() : kind.name() + "(" + precision + ")";
      case TIME, TIMESTAMP -> kind.name() + "(" + precision + ")";
      case INTERVAL_MONTH -> "INTERVAL YEAR TO MONTH";
      case INTERVAL_DAY -> "INTERVAL DAY TO SECOND";
      case TIME_TZ -> "TIME(" + precision + ") WITH TIME ZONE";
      case TIMESTAMP_TZ -> "TIMESTAMP(" + precision + ") WITH TIME ZONE";
    };
  }

  @Override
  public String toString() {
    return toSql();
  }
}
