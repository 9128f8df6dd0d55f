package org.lightningdb.jdbc.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.lightningdb.jdbc.link.ProductVersion;
import org.lightningdb.jdbc.value.SelfWrapper;

/**
 * The database as it describes itself. What is constant comes from the classes above, what changes
 * from INFORMATION_SCHEMA at the moment of the call.
 */
public final class LightningDatabaseMetaData extends TableMetaData implements SelfWrapper {
  private static final String PRODUCT = "Lightning DB";

  private final String url;
  private final String user;
  private final ProductVersion database;

  /**
   * Describes the database behind {@code source}.
   *
   * @param url the JDBC URL without secrets
   */
  public LightningDatabaseMetaData(
      MetaDataSource source, String url, String user, String databaseVersion) {
    super(source);
    this.url = url;
    this.user = user;
    this.database = ProductVersion.parse(databaseVersion);
  }

  @Override
  public String getURL() {
    return url;
  }

  @Override
  public String getUserName() {
    return user;
  }

  @Override
  public String getDatabaseProductName() {
    return PRODUCT;
  }

  @Override
  public String getDatabaseProductVersion() {
    return database.text();
  }

  @Override
  public int getDatabaseMajorVersion() {
    return database.major();
  }

  @Override
  public int getDatabaseMinorVersion() {
    return database.minor();
  }

  @Override
  public String getDriverName() {
    return PRODUCT + " JDBC driver";
  }

  @Override
  public String getDriverVersion() {
    return ProductVersion.OF_DRIVER.text();
  }

  @Override
  public int getDriverMajorVersion() {
    return ProductVersion.OF_DRIVER.major();
  }

  @Override
  public int getDriverMinorVersion() {
    return ProductVersion.OF_DRIVER.minor();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return connection().isReadOnly();
  }

  private Connection connection() {
    return source.connection();
  }

  @Override
  public Connection getConnection() {
    return connection();
  }

  @Override
  public int getSQLStateType() {
    return sqlStateSQL;
  }

  @Override
  public int getResultSetHoldability() {
    return ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public int getDefaultTransactionIsolation() {
    return Connection.TRANSACTION_READ_COMMITTED;
  }

  @Override
  public String getSQLKeywords() {
    return SqlKeywords.BEYOND_STANDARD;
  }

  @Override
  public String getNumericFunctions() {
    return SqlFunctionNames.NUMERIC;
  }

  @Override
  public String getStringFunctions() {
    return SqlFunctionNames.STRING;
  }

  @Override
  public String getSystemFunctions() {
    return SqlFunctionNames.SYSTEM;
  }

  @Override
  public String getTimeDateFunctions() {
    return SqlFunctionNames.TIME_DATE;
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    connection().getAutoCommit();
    return TypeCatalog.typeInfo();
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    MetaResult result =
        new MetaResult().text("NAME").integer("MAX_LEN").text("DEFAULT_VALUE", "DESCRIPTION");
    result.row("ApplicationName", Integer.MAX_VALUE, null, "The program that uses the database");
    result.row("ClientHostname", Integer.MAX_VALUE, null, "The computer the program runs on");
    result.row("ClientUser", Integer.MAX_VALUE, null, "The person who uses the program");
    return result.open();
  }
}
