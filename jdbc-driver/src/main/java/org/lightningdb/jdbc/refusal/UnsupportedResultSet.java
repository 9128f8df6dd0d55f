package org.lightningdb.jdbc.refusal;

import java.io.InputStream;
import java.net.URL;
import java.sql.Array;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.util.Map;
import org.lightningdb.jdbc.link.SqlErrors;

/** Refuses getters of types that do not exist here. */
public abstract class UnsupportedResultSet extends UnsupportedUpdates {
  @Override
  public Array getArray(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getArray");
  }

  @Override
  public Array getArray(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getArray");
  }

  @Override
  public String getCursorName() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getCursorName");
  }

  @Override
  public Ref getRef(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getRef");
  }

  @Override
  public Ref getRef(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getRef");
  }

  @Override
  public RowId getRowId(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getRowId");
  }

  @Override
  public RowId getRowId(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getRowId");
  }

  @Override
  public SQLXML getSQLXML(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getSQLXML");
  }

  @Override
  public SQLXML getSQLXML(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getSQLXML");
  }

  @Override
  public URL getURL(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getURL");
  }

  @Override
  public URL getURL(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getURL");
  }

  @Deprecated
  @Override
  public InputStream getUnicodeStream(String label) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getUnicodeStream");
  }

  @Deprecated
  @Override
  public InputStream getUnicodeStream(int index) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getUnicodeStream");
  }

  @Override
  public Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getObject");
  }

  @Override
  public Object getObject(int index, Map<String, Class<?>> map) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getObject");
  }
}
