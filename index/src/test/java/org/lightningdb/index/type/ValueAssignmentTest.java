package org.lightningdb.index.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

class ValueAssignmentTest {
  private static final SqlType TIMESTAMP_3 = new SqlType(TypeKind.TIMESTAMP, 3, 0);
  private static final SqlType TIME_3 = new SqlType(TypeKind.TIME, 3, 0);

  private static @Nullable Object convert(@Nullable Object value, SqlType type) {
    return ValueAssignment.convert(value, type, "T", "C");
  }

  private static void refuses(SqlState state, Object value, SqlType type) {
    DbException error = assertThrows(DbException.class, () -> convert(value, type));
    assertEquals(state, error.state(), error.getMessage());
    assertEquals("T", error.table());
    assertEquals("C", error.column());
  }

  @Test
  void nullStaysNull() {
    assertNull(convert(null, SqlType.of(TypeKind.INTEGER)));
  }

  @Test
  void integersAreRoundedHalfUpAndChecked() {
    SqlType integer = SqlType.of(TypeKind.INTEGER);
    assertEquals(3, convert(new BigDecimal("2.5"), integer));
    assertEquals(-3, convert(-2.5, integer));
    assertEquals(17, convert(" 17 ", integer));
    assertEquals(0, convert(new BigDecimal("1e-999999999"), integer));
    assertEquals((short) 7, convert(7L, SqlType.of(TypeKind.SMALLINT)));
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, 40_000, SqlType.of(TypeKind.SMALLINT));
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, 1L << 31, integer);
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, new BigDecimal("1e999999999"), integer);
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, Double.NaN, integer);
    refuses(
        SqlState.NUMERIC_OUT_OF_RANGE,
        new BigDecimal("9223372036854775807.5"),
        SqlType.of(TypeKind.BIGINT));
    refuses(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, "seventeen", integer);
    refuses(SqlState.DATATYPE_MISMATCH, LocalDate.EPOCH, integer);
  }

  @Test
  void decimalsKeepTheirScale() {
    SqlType type = SqlType.decimal(5, 2);
    assertEquals(new BigDecimal("1.01"), convert(new BigDecimal("1.005"), type));
    assertEquals(new BigDecimal("0.10"), convert(0.1, type));
    assertEquals(new BigDecimal("0.10"), convert(0.1f, type));
    assertEquals(new BigDecimal("999.99"), convert("999.994", type));
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, "999.995", type);
  }

  @Test
  void floatingPointOverflowsAreErrors() {
    assertEquals(0.5f, convert(0.5, SqlType.of(TypeKind.REAL)));
    assertEquals(Double.NaN, convert("NaN", SqlType.of(TypeKind.DOUBLE)));
    assertEquals(0.0, convert(-0.0, SqlType.of(TypeKind.DOUBLE)));
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, 1e300, SqlType.of(TypeKind.REAL));
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, "1e999", SqlType.of(TypeKind.DOUBLE));
  }

  @Test
  void textsArePaddedOrCutAtBlanksOnly() {
    assertEquals("ab  ", convert("ab", SqlType.character(4)));
    assertEquals("ab", convert("ab   ", SqlType.varchar(2)));
    assertEquals("ab  ", convert("ab      ", SqlType.varchar(4)));
    assertEquals(
        "\uD83D\uDE00\uD83D\uDE00", convert("\uD83D\uDE00\uD83D\uDE00", SqlType.varchar(2)));
    refuses(SqlState.STRING_RIGHT_TRUNCATION, "abc", SqlType.varchar(2));
    refuses(SqlState.DATA_EXCEPTION, "a\uD83D", SqlType.varchar(5));
    assertEquals("1.50", convert(new BigDecimal("1.50"), SqlType.varchar(10)));
    assertArrayEquals(new byte[] {1}, (byte[]) convert(new byte[] {1}, SqlType.varbinary(1)));
    refuses(SqlState.STRING_RIGHT_TRUNCATION, new byte[2], SqlType.varbinary(1));
  }

  @Test
  void booleansComeFromTextAndBits() {
    SqlType type = SqlType.of(TypeKind.BOOLEAN);
    assertEquals(true, convert("TRUE", type));
    assertEquals(false, convert(0, type));
    refuses(SqlState.NUMERIC_OUT_OF_RANGE, 2, type);
    refuses(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, "perhaps", type);
  }

  @Test
  void timesComeFromTextAndJdbc() {
    SqlType date = SqlType.of(TypeKind.DATE);
    assertEquals(LocalDate.of(2024, 2, 29), convert("2024-02-29", date));
    assertEquals(LocalDate.of(2024, 2, 3), convert("2024-2-3", date));
    assertEquals(LocalDate.of(2024, 2, 29), convert(java.sql.Date.valueOf("2024-02-29"), date));
    refuses(SqlState.INVALID_DATETIME_FORMAT, "2023-02-29", date);
    refuses(SqlState.DATETIME_OVERFLOW, LocalDate.of(10_000, 1, 1), date);
    assertEquals(
        LocalDateTime.of(2024, 1, 2, 3, 4, 5, 679_000_000),
        convert("2024-01-02 03:04:05.6785", TIMESTAMP_3));
    assertEquals(
        LocalDateTime.of(2024, 1, 3, 0, 0), convert("2024-01-02T23:59:59.9999", TIMESTAMP_3));
    assertEquals(LocalDateTime.of(2024, 1, 2, 0, 0), convert("2024-01-02", TIMESTAMP_3));
    assertEquals(LocalTime.of(3, 4), convert("3:04", TIME_3));
    assertEquals(LocalTime.of(23, 59, 59, 999_000_000), convert("23:59:59.9999", TIME_3));
    refuses(SqlState.INVALID_DATETIME_FORMAT, "25:00:00", TIME_3);
  }
}
