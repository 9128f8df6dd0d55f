package org.lightningdb.jdbc.refusal;

import java.io.InputStream;
import java.net.URL;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.lightningdb.jdbc.link.SqlErrors;

/** Refuses parameters of types that do not exist here. */
public interface UnsupportedPreparedStatement extends PreparedStatement {
  @Override
  default void setArray(int index, Array value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setArray");
  }

  @Override
  default void setRef(int index, Ref value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setRef");
  }

  @Override
  default void setRowId(int index, RowId value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setRowId");
  }

  @Override
  default void setSQLXML(int index, SQLXML value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setSQLXML");
  }

  @Override
  default void setURL(int index, URL value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setURL");
  }

  @Deprecated
  @Override
  default void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setUnicodeStream");
  }
}
