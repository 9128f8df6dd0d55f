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
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import org.lightningdb.jdbc.link.SqlErrors;

/** Results are read-only: refuses every update of a column by position, and of rows. */
public abstract class UnsupportedUpdates extends UnsupportedUpdatesByLabel {
  @Override
  public void updateArray(int index, Array value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateArray");
  }

  @Override
  public void updateAsciiStream(int index, InputStream value, int length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int index, InputStream value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int index, InputStream value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateBigDecimal(int index, BigDecimal value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBigDecimal");
  }

  @Override
  public void updateBinaryStream(int index, InputStream value, int length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int index, InputStream value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int index, InputStream value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBlob(int index, InputStream value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBlob(int index, InputStream value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBlob(int index, Blob value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBoolean(int index, boolean value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBoolean");
  }

  @Override
  public void updateByte(int index, byte value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateByte");
  }

  @Override
  public void updateBytes(int index, byte[] value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateBytes");
  }

  @Override
  public void updateCharacterStream(int index, Reader value, int length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int index, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int index, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateClob(int index, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateClob");
  }

  @Override
  public void updateClob(int index, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateClob");
  }

  @Override
  public void updateClob(int index, Clob value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateClob");
  }

  @Override
  public void updateDate(int index, Date value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateDate");
  }

  @Override
  public void updateDouble(int index, double value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateDouble");
  }

  @Override
  public void updateFloat(int index, float value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateFloat");
  }

  @Override
  public void updateInt(int index, int value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateInt");
  }

  @Override
  public void updateLong(int index, long value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateLong");
  }

  @Override
  public void updateNCharacterStream(int index, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(int index, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNCharacterStream");
  }

  @Override
  public void updateNClob(int index, Reader value, long length) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNClob(int index, Reader value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNClob(int index, NClob value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNString(int index, String value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNString");
  }

  @Override
  public void updateNull(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateNull");
  }

  @Override
  public void updateObject(int index, Object value, int scaleOrLength) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(int index, Object value, SQLType targetType, int argument3)
      throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(int index, Object value, SQLType targetType) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(int index, Object value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateObject");
  }

  @Override
  public void updateRef(int index, Ref value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateRef");
  }

  @Override
  public void updateRowId(int index, RowId value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateRowId");
  }

  @Override
  public void updateSQLXML(int index, SQLXML value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateSQLXML");
  }

  @Override
  public void updateShort(int index, short value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateShort");
  }

  @Override
  public void updateString(int index, String value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateString");
  }

  @Override
  public void updateTime(int index, Time value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateTime");
  }

  @Override
  public void updateTimestamp(int index, Timestamp value) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateTimestamp");
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.cancelRowUpdates");
  }

  @Override
  public void deleteRow() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.deleteRow");
  }

  @Override
  public void insertRow() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.insertRow");
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.moveToCurrentRow");
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.moveToInsertRow");
  }

  @Override
  public void refreshRow() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.refreshRow");
  }

  @Override
  public void updateRow() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.updateRow");
  }
}
