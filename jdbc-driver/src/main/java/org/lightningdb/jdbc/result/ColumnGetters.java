package org.lightningdb.jdbc.result;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.value.LegacyTime;
import org.lightningdb.jdbc.value.MemoryBlob;
import org.lightningdb.jdbc.value.MemoryClob;
import org.lightningdb.jdbc.value.Reading;
import org.lightningdb.jdbc.value.TextForm;

/**
 * Getters by position. Numbers of the matching type are read without a box; everything else goes
 * through {@link Reading}.
 */
abstract class ColumnGetters extends LabelledResultSet {
  private final RowStream rows;
  private final LinkType[] types;
  private boolean lastWasNull;

  ColumnGetters(RowStream rows) {
    this.rows = rows;
    this.types = new LinkType[rows.columns().size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = rows.columns().get(i).type();
    }
  }

  /** Throws unless the result is open and stands on a row. */
  abstract void checkOnRow() throws SQLException;

  /** Checks, notes whether the value is NULL, and gives the position from 0. */
  private int column(int index) throws SQLException {
    checkOnRow();
    if (index < 1 || index > types.length) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT, "column " + index + " is outside of 1 to " + types.length);
    }
    lastWasNull = rows.isNull(index - 1);
    return index - 1;
  }

  private @Nullable Object value(int index) throws SQLException {
    int column = column(index);
    return lastWasNull ? null : rows.value(column);
  }

  @Override
  public boolean wasNull() throws SQLException {
    return lastWasNull;
  }

  private long integer(int index, long min, long max, String target) throws SQLException {
    int column = column(index);
    if (lastWasNull) {
      return 0;
    }
    int code = types[column].code();
    if (code == Types.INTEGER
        || code == Types.BIGINT
        || code == Types.SMALLINT
        || code == Types.BOOLEAN) {
      return Reading.checkRange(rows.longValue(column), min, max, target);
    }
    Object value = rows.value(column);
    return value == null ? 0 : Reading.asLong(value, min, max, target);
  }

  @Override
  public long getLong(int index) throws SQLException {
    return integer(index, Long.MIN_VALUE, Long.MAX_VALUE, "long");
  }

  @Override
  public int getInt(int index) throws SQLException {
    return (int) integer(index, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  @Override
  public short getShort(int index) throws SQLException {
    return (short) integer(index, Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  @Override
  public byte getByte(int index) throws SQLException {
    return (byte) integer(index, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  @Override
  public double getDouble(int index) throws SQLException {
    int column = column(index);
    if (lastWasNull) {
      return 0;
    }
    if (types[column].code() == Types.DOUBLE) {
      return rows.doubleValue(column);
    }
    Object value = rows.value(column);
    return value == null ? 0 : Reading.asDouble(value);
  }

  @Override
  public float getFloat(int index) throws SQLException {
    Object value = value(index);
    return value == null ? 0 : Reading.asFloat(value);
  }

  @Override
  public boolean getBoolean(int index) throws SQLException {
    Object value = value(index);
    return value != null && Reading.asBoolean(value);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int index) throws SQLException {
    int column = column(index);
    if (lastWasNull) {
      return null;
    }
    if (types[column].code() == Types.DECIMAL) {
      return rows.decimalValue(column);
    }
    Object value = rows.value(column);
    return value == null ? null : Reading.asDecimal(value);
  }

  @Deprecated
  @Override
  public @Nullable BigDecimal getBigDecimal(int index, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(index);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public @Nullable String getString(int index) throws SQLException {
    Object value = value(index);
    return value == null ? null : TextForm.of(value);
  }

  @Override
  public @Nullable String getNString(int index) throws SQLException {
    return getString(index);
  }

  @Override
  public byte @Nullable [] getBytes(int index) throws SQLException {
    Object value = value(index);
    return value == null ? null : Reading.asBytes(value);
  }

  @Override
  public @Nullable Date getDate(int index) throws SQLException {
    return getDate(index, null);
  }

  @Override
  public @Nullable Date getDate(int index, @Nullable Calendar calendar) throws SQLException {
    Object value = value(index);
    return value == null ? null : LegacyTime.toDate(Reading.asDate(value), calendar);
  }

  @Override
  public @Nullable Time getTime(int index) throws SQLException {
    return getTime(index, null);
  }

  @Override
  public @Nullable Time getTime(int index, @Nullable Calendar calendar) throws SQLException {
    Object value = value(index);
    return value == null ? null : LegacyTime.toTime(Reading.asTime(value), calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int index) throws SQLException {
    return getTimestamp(index, null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int index, @Nullable Calendar calendar)
      throws SQLException {
    Object value = value(index);
    return value == null ? null : LegacyTime.timestampOf(value, calendar);
  }

  @Override
  public @Nullable Object getObject(int index) throws SQLException {
    Object value = value(index);
    return value == null ? null : ObjectReading.asDefault(value, types[index - 1]);
  }

  @Override
  public <T> @Nullable T getObject(int index, @Nullable Class<T> type) throws SQLException {
    if (type == null) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "the wanted class must not be null");
    }
    Object value = value(index);
    return value == null ? null : ObjectReading.as(value, types[index - 1], type);
  }

  @Override
  public @Nullable InputStream getBinaryStream(int index) throws SQLException {
    byte[] bytes = getBytes(index);
    return bytes == null ? null : new MemoryBlob(bytes).getBinaryStream();
  }

  @Override
  public @Nullable InputStream getAsciiStream(int index) throws SQLException {
    String text = getString(index);
    return text == null
        ? null
        : new MemoryBlob(text.getBytes(StandardCharsets.US_ASCII)).getBinaryStream();
  }

  @Override
  public @Nullable Reader getCharacterStream(int index) throws SQLException {
    String text = getString(index);
    return text == null ? null : new MemoryClob(text).getCharacterStream();
  }

  @Override
  public @Nullable Reader getNCharacterStream(int index) throws SQLException {
    return getCharacterStream(index);
  }

  @Override
  public @Nullable Blob getBlob(int index) throws SQLException {
    byte[] bytes = getBytes(index);
    return bytes == null ? null : new MemoryBlob(bytes);
  }

  @Override
  public @Nullable Clob getClob(int index) throws SQLException {
    return getNClob(index);
  }

  @Override
  public @Nullable NClob getNClob(int index) throws SQLException {
    String text = getString(index);
    return text == null ? null : new MemoryClob(text);
  }
}
