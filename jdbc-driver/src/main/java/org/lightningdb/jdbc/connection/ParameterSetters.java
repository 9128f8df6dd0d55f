package org.lightningdb.jdbc.connection;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.refusal.UnsupportedPreparedStatement;
import org.lightningdb.jdbc.value.LegacyTime;
import org.lightningdb.jdbc.value.Writing;

/** Every setter brings its value into a class that crosses the link. Streams are read at once. */
abstract class ParameterSetters extends LightningStatement implements UnsupportedPreparedStatement {
  private static final int NO_SCALE = -1;

  ParameterSetters(LightningConnection connection, ResultShape shape) {
    super(connection, shape);
  }

  abstract void set(int index, @Nullable Object value) throws SQLException;

  @Override
  public void setNull(int index, int type) throws SQLException {
    set(index, null);
  }

  @Override
  public void setNull(int index, int type, @Nullable String typeName) throws SQLException {
    set(index, null);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    set(index, (short) value);
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setString(int index, @Nullable String value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setNString(int index, @Nullable String value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    set(index, value == null ? null : value.clone());
  }

  @Override
  public void setDate(int index, @Nullable Date value) throws SQLException {
    setDate(index, value, null);
  }

  @Override
  public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : LegacyTime.fromDate(value, calendar));
  }

  @Override
  public void setTime(int index, @Nullable Time value) throws SQLException {
    setTime(index, value, null);
  }

  @Override
  public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : LegacyTime.fromTime(value, calendar));
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    setTimestamp(index, value, null);
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    set(index, value == null ? null : LegacyTime.fromTimestamp(value, calendar));
  }

  @Override
  public void setObject(int index, @Nullable Object value) throws SQLException {
    set(index, Writing.canonical(value));
  }

  @Override
  public void setObject(int index, @Nullable Object value, int type) throws SQLException {
    set(index, Writing.toType(value, type, NO_SCALE));
  }

  /** For streams the last number is a length, for numbers the digits after the point. */
  @Override
  public void setObject(int index, @Nullable Object value, int type, int scaleOrLength)
      throws SQLException {
    if (value instanceof InputStream stream) {
      set(index, Writing.toType(Writing.bytes(stream, scaleOrLength), type, NO_SCALE));
    } else if (value instanceof Reader reader) {
      set(index, Writing.toType(Writing.text(reader, scaleOrLength), type, NO_SCALE));
    } else {
      set(index, Writing.toType(value, type, scaleOrLength));
    }
  }

  @Override
  public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
    setObject(index, value, typeCode(type));
  }

  @Override
  public void setObject(int index, @Nullable Object value, SQLType type, int scaleOrLength)
      throws SQLException {
    setObject(index, value, typeCode(type), scaleOrLength);
  }

  private static int typeCode(SQLType type) throws SQLException {
    Integer code = type.getVendorTypeNumber();
    if (code == null) {
      throw SqlErrors.notSupported("the type " + type.getName());
    }
    return code;
  }

  private void bytes(int index, @Nullable InputStream stream, long length) throws SQLException {
    set(index, stream == null ? null : Writing.bytes(stream, length));
  }

  private void text(int index, @Nullable Reader reader, long length) throws SQLException {
    set(index, reader == null ? null : Writing.text(reader, length));
  }

  private static long length(long length) throws SQLException {
    if (length < 0) {
      throw SqlErrors.of(SqlErrors.INVALID_ARGUMENT, "negative length " + length);
    }
    return length;
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream stream) throws SQLException {
    bytes(index, stream, -1);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream stream, int length)
      throws SQLException {
    bytes(index, stream, length(length));
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream stream, long length)
      throws SQLException {
    bytes(index, stream, length(length));
  }

  @Override
  public void setBlob(int index, @Nullable InputStream stream) throws SQLException {
    bytes(index, stream, -1);
  }

  @Override
  public void setBlob(int index, @Nullable InputStream stream, long length) throws SQLException {
    bytes(index, stream, length(length));
  }

  @Override
  public void setBlob(int index, @Nullable Blob value) throws SQLException {
    setObject(index, value, Types.BLOB);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream stream) throws SQLException {
    set(index, stream == null ? null : Writing.asciiText(stream, -1));
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream stream, int length)
      throws SQLException {
    setAsciiStream(index, stream, (long) length);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream stream, long length)
      throws SQLException {
    set(index, stream == null ? null : Writing.asciiText(stream, length(length)));
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader reader) throws SQLException {
    text(index, reader, -1);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader reader, int length)
      throws SQLException {
    text(index, reader, length(length));
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader reader, long length)
      throws SQLException {
    text(index, reader, length(length));
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader reader) throws SQLException {
    text(index, reader, -1);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader reader, long length)
      throws SQLException {
    text(index, reader, length(length));
  }

  @Override
  public void setClob(int index, @Nullable Reader reader) throws SQLException {
    text(index, reader, -1);
  }

  @Override
  public void setClob(int index, @Nullable Reader reader, long length) throws SQLException {
    text(index, reader, length(length));
  }

  @Override
  public void setClob(int index, @Nullable Clob value) throws SQLException {
    setObject(index, value, Types.CLOB);
  }

  @Override
  public void setNClob(int index, @Nullable Reader reader) throws SQLException {
    text(index, reader, -1);
  }

  @Override
  public void setNClob(int index, @Nullable Reader reader, long length) throws SQLException {
    text(index, reader, length(length));
  }

  @Override
  public void setNClob(int index, @Nullable NClob value) throws SQLException {
    setObject(index, value, Types.NCLOB);
  }
}
