package org.lightningdb.jdbc.refusal;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import org.lightningdb.jdbc.link.SqlErrors;

/** Results are read-only: refuses every update of a column named by its label. */
public abstract class UnsupportedUpdatesByLabel implements ResultSet {
  @Override
  public void updateArray(String label, Array value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateArray");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value, int length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateBigDecimal(String label, BigDecimal value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBigDecimal");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value, int length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBlob(String label, InputStream value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBlob(String label, InputStream value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBlob(String label, Blob value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBoolean(String label, boolean value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBoolean");
  }

  @Override
  public void updateByte(String label, byte value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateByte");
  }

  @Override
  public void updateBytes(String label, byte[] value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBytes");
  }

  @Override
  public void updateCharacterStream(String label, Reader value, int length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateClob(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateClob");
  }

  @Override
  public void updateClob(String label, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateClob");
  }

  @Override
  public void updateClob(String label, Clob value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateClob");
  }

  @Override
  public void updateDate(String label, Date value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateDate");
  }

  @Override
  public void updateDouble(String label, double value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateDouble");
  }

  @Override
  public void updateFloat(String label, float value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateFloat");
  }

  @Override
  public void updateInt(String label, int value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateInt");
  }

  @Override
  public void updateLong(String label, long value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateLong");
  }

  @Override
  public void updateNCharacterStream(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(String label, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNCharacterStream");
  }

  @Override
  public void updateNClob(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNClob(String label, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNClob(String label, NClob value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNString(String label, String value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNString");
  }

  @Override
  public void updateNull(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNull");
  }

  @Override
  public void updateObject(String label, Object value, int scaleOrLength) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(String label, Object value, SQLType targetType, int argument3)
      throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(String label, Object value, SQLType targetType) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(String label, Object value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateRef(String label, Ref value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateRef");
  }

  @Override
  public void updateRowId(String label, RowId value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateRowId");
  }

  @Override
  public void updateSQLXML(String label, SQLXML value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateSQLXML");
  }

  @Override
  public void updateShort(String label, short value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateShort");
  }

  @Override
  public void updateString(String label, String value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateString");
  }

  @Override
  public void updateTime(String label, Time value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateTime");
  }

  @Override
  public void updateTimestamp(String label, Timestamp value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateTimestamp");
  }
}
