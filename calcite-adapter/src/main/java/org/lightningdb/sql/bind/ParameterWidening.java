package org.lightningdb.sql.bind;

import org.lightningdb.index.type.SqlType;

/** How wide parameters are made, so that binding never cuts a value that is only compared. */
public final class ParameterWidening {
  static final int SCALE = 18;

  private ParameterWidening() {}

  /** The type of a parameter that is compared with a value of that type. */
  public static SqlType ofCompared(SqlType type) {
    return switch (type.kind()) {
      case CHAR, VARCHAR -> SqlType.varchar(SqlType.UNBOUNDED);
      case VARBINARY -> SqlType.varbinary(SqlType.UNBOUNDED);
      case TINYINT -> decimal(3, 0);
      case SMALLINT -> decimal(5, 0);
      case INTEGER -> decimal(10, 0);
      case BIGINT -> decimal(19, 0);
      case DECIMAL -> decimal(type.precision() - type.scale(), type.scale());
      default -> type;
    };
  }

  private static SqlType decimal(int integerDigits, int scale) {
    return SqlType.decimal(SqlType.DECIMAL_PRECISION_MAX, scale(integerDigits, scale));
  }

  /** Fractional digits of a parameter compared with numbers of so many digits. */
  static int scale(int integerDigits, int scale) {
    return Math.min(SqlType.DECIMAL_PRECISION_MAX - integerDigits, Math.max(SCALE, scale));
  }
}
