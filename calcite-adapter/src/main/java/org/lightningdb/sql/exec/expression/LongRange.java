package org.lightningdb.sql.exec.expression;

import org.lightningdb.index.type.SqlType;

/** The unscaled values that a type kept as longs can hold. */
record LongRange(long least, long most) {
  private static final LongRange TINYINT = new LongRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
  private static final LongRange SMALLINT = new LongRange(Short.MIN_VALUE, Short.MAX_VALUE);
  private static final LongRange INTEGER = new LongRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final LongRange ALL = new LongRange(Long.MIN_VALUE, Long.MAX_VALUE);

  static LongRange of(SqlType type) {
    return switch (type.kind()) {
      case TINYINT -> TINYINT;
      case SMALLINT -> SMALLINT;
      case INTEGER -> INTEGER;
      case DECIMAL -> {
        long limit = powerOfTen(type.precision());
        yield new LongRange(1 - limit, limit - 1);
      }
      default -> ALL;
    };
  }

  boolean contains(long value) {
    return value >= least && value <= most;
  }

  /** 10 to the power of 0 to 18. */
  static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power = Math.multiplyExact(power, 10);
    }
    return power;
  }
}
