package org.lightningdb.jdbc.refusal;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.ShardingKey;
import java.sql.Struct;
import org.lightningdb.jdbc.link.SqlErrors;

/** Refuses callable statements and types that do not exist here. */
public abstract class UnsupportedConnection implements Connection {
  @Override
  public Array createArrayOf(String argument0, Object[] value) throws SQLException {
    throw SqlErrors.notSupported("Connection.createArrayOf");
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw SqlErrors.notSupported("Connection.createSQLXML");
  }

  @Override
  public Struct createStruct(String argument0, Object[] value) throws SQLException {
    throw SqlErrors.notSupported("Connection.createStruct");
  }

  @Override
  public CallableStatement prepareCall(String argument0, int value, int length, int argument3)
      throws SQLException {
    throw SqlErrors.notSupported("Connection.prepareCall");
  }

  @Override
  public CallableStatement prepareCall(String argument0, int value, int length)
      throws SQLException {
    throw SqlErrors.notSupported("Connection.prepareCall");
  }

  @Override
  public CallableStatement prepareCall(String argument0) throws SQLException {
    throw SqlErrors.notSupported("Connection.prepareCall");
  }

  @Override
  public void setShardingKey(ShardingKey argument0, ShardingKey value) throws SQLException {
    throw SqlErrors.notSupported("Connection.setShardingKey");
  }

  @Override
  public void setShardingKey(ShardingKey argument0) throws SQLException {
    throw SqlErrors.notSupported("Connection.setShardingKey");
  }

  @Override
  public boolean setShardingKeyIfValid(ShardingKey argument0, int value) throws SQLException {
    throw SqlErrors.notSupported("Connection.setShardingKeyIfValid");
  }

  @Override
  public boolean setShardingKeyIfValid(ShardingKey argument0, ShardingKey value, int length)
      throws SQLException {
    throw SqlErrors.notSupported("Connection.setShardingKeyIfValid");
  }
}
