package org.lightningdb.index.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;

/** Random values of every type, with a taste for the edges. */
public final class RandomValues {
  /** One of each kind and form. */
  public static final List<SqlType> TYPES =
      List.of(
          SqlType.of(TypeKind.BOOLEAN),
          SqlType.of(TypeKind.SMALLINT),
          SqlType.of(TypeKind.INTEGER),
          SqlType.of(TypeKind.BIGINT),
          SqlType.of(TypeKind.REAL),
          SqlType.of(TypeKind.DOUBLE),
          SqlType.decimal(7, 2),
          SqlType.decimal(18, 4),
          SqlType.decimal(38, 10),
          SqlType.character(5),
          SqlType.varchar(20),
          SqlType.varchar(SqlType.UNBOUNDED),
          SqlType.varbinary(20),
          SqlType.of(TypeKind.DATE),
          new SqlType(TypeKind.TIME, 6, 0),
          new SqlType(TypeKind.TIMESTAMP, 6, 0),
          SqlType.of(TypeKind.TINYINT),
          SqlType.of(TypeKind.UUID),
          new SqlType(TypeKind.TIME_TZ, 6, 0),
          new SqlType(TypeKind.TIMESTAMP_TZ, 6, 0),
          SqlType.of(TypeKind.INTERVAL_MONTH),
          SqlType.of(TypeKind.INTERVAL_DAY),
          SqlType.of(TypeKind.JSON));

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1.5,
    -1.5
  };
  private static final String[] CHARACTERS = {
    "a",
    "b",
    "A",
    " ",
    " ",
    "\0",
    "\t",
    "\u0001",
    "\u007F",
    "é",
    "\uFFFD",
    "\uE000",
    "日",
    "\uD83D\uDE00"
  };

  private final Random random;

  public RandomValues(long seed) {
    this.random = new Random(seed);
  }

  public SqlType type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  /** NULL one time in eight. */
  public @Nullable Object nullable(SqlType type) {
    return random.nextInt(8) == 0 ? null : value(type);
  }

  public Object value(SqlType type) {
    return switch (type.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case TINYINT -> (byte) integer();
      case SMALLINT -> (short) integer();
      case INTEGER -> (int) integer();
      case BIGINT -> integer();
      case REAL ->
          random.nextBoolean()
              ? (float) DOUBLES[random.nextInt(DOUBLES.length)]
              : Float.intBitsToFloat(random.nextInt());
      case DOUBLE ->
          random.nextBoolean()
              ? DOUBLES[random.nextInt(DOUBLES.length)]
              : Double.longBitsToDouble(random.nextLong());
      case DECIMAL -> decimal(type);
      case CHAR -> VectorValues.pad(text(type.precision()), type.precision());
      case VARCHAR -> text(Math.min(type.precision(), 6));
      case VARBINARY -> binary();
      case DATE -> LocalDate.ofEpochDay(random.nextInt(40_000) - 20_000);
      case TIME -> LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L + 123_000);
      case TIMESTAMP -> VectorValues.fromMicros(random.nextLong() >> (16 + random.nextInt(40)));
      case TIMESTAMP_TZ -> VectorValues.instant(random.nextLong() >> (16 + random.nextInt(40)));
      case TIME_TZ ->
          LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L + 123_000)
              .atOffset(ZoneOffset.ofTotalSeconds((random.nextInt(73) - 36) * 1800));
      case INTERVAL_MONTH ->
          Period.of(random.nextInt(5) - 2, 0, 0).plusMonths(random.nextInt(25) - 12).normalized();
      case INTERVAL_DAY ->
          Duration.of(random.nextLong() >> (16 + random.nextInt(40)), ChronoUnit.MICROS);
      case JSON -> '"' + "ab".repeat(random.nextInt(3)) + '"';
      case UUID ->
          new UUID(
              random.nextLong() << random.nextInt(64), random.nextLong() >> random.nextInt(64));
    };
  }

  private long integer() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5) - 2;
      case 1 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private BigDecimal decimal(SqlType type) {
    BigInteger limit = BigInteger.TEN.pow(type.precision());
    BigInteger digits = new BigInteger(random.nextInt(limit.bitLength()) + 1, random);
    BigInteger unscaled = digits.mod(limit);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
  }

  private String text(int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax + 1); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private byte[] binary() {
    byte[] bytes = new byte[random.nextInt(5)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(4) * 85 + random.nextInt(2));
    }
    return bytes;
  }
}
