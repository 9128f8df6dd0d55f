package org.lightningdb.server.net;

import java.lang.reflect.InvocationTargetException;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.Meta.DatabaseProperty;
import org.apache.calcite.avatica.SqlType;
import org.apache.calcite.avatica.remote.Service;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.remote.WireValues;

/** Answers the requests about metadata with what the JDBC driver says about the same link. */
abstract class MetadataService implements Service {
  /** A call of the driver that returns a result. */
  interface MetadataCall {
    ResultSet apply(DatabaseMetaData metadata) throws SQLException;
  }

  /** A piece of work that may fail with an error of the database. */
  interface Answer<R> {
    R get() throws SQLException;
  }

  final ServerConnections connections;
  final String user;
  final RequestWishes wishes;
  final RpcMetadataResponse rpcMetadata;

  MetadataService(
      ServerConnections connections,
      String user,
      RequestWishes wishes,
      RpcMetadataResponse rpcMetadata) {
    this.connections = connections;
    this.user = user;
    this.wishes = wishes;
    this.rpcMetadata = rpcMetadata;
  }

  /** What every answer carries is given at construction. */
  @Override
  public void setRpcMetadata(@Nullable RpcMetadataResponse metadata) {
    throw new UnsupportedOperationException("set at construction");
  }

  @Override
  public ResultSetResponse apply(CatalogsRequest request) {
    return metadata(request.connectionId, DatabaseMetaData::getCatalogs);
  }

  @Override
  public ResultSetResponse apply(SchemasRequest request) {
    return metadata(
        request.connectionId, m -> m.getSchemas(catalog(request.catalog), request.schemaPattern));
  }

  @Override
  public ResultSetResponse apply(TablesRequest request) {
    String[] types =
        request.typeList == null || request.typeList.isEmpty()
            ? null
            : request.typeList.toArray(new String[0]);
    return metadata(
        request.connectionId,
        m ->
            m.getTables(
                catalog(request.catalog), request.schemaPattern, request.tableNamePattern, types));
  }

  @Override
  public ResultSetResponse apply(TableTypesRequest request) {
    return metadata(request.connectionId, DatabaseMetaData::getTableTypes);
  }

  @Override
  public ResultSetResponse apply(TypeInfoRequest request) {
    return metadata(request.connectionId, DatabaseMetaData::getTypeInfo);
  }

  @Override
  public ResultSetResponse apply(ColumnsRequest request) {
    return metadata(
        request.connectionId,
        m ->
            m.getColumns(
                catalog(request.catalog),
                request.schemaPattern,
                request.tableNamePattern,
                request.columnNamePattern));
  }

  @Override
  public DatabasePropertyResponse apply(DatabasePropertyRequest request) {
    return with(
        request.connectionId,
        connection -> {
          Map<DatabaseProperty, Object> properties = new EnumMap<>(DatabaseProperty.class);
          for (DatabaseProperty property : DatabaseProperty.values()) {
            properties.put(property, property(connection.metadata(), property));
          }
          return new DatabasePropertyResponse(properties, rpcMetadata);
        });
  }

  private static Object property(DatabaseMetaData metadata, DatabaseProperty property)
      throws SQLException {
    if (!property.isJdbc) {
      return property.defaultValue;
    }
    try {
      return property.method.invoke(metadata);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw SqlErrors.of("XX000", "metadata property " + property, e);
    } catch (IllegalAccessException e) {
      throw SqlErrors.of("XX000", "metadata property " + property, e);
    }
  }

  /** Some clients send an empty catalog where they mean any. */
  private static @Nullable String catalog(@Nullable String catalog) {
    return catalog == null || catalog.isEmpty() ? null : catalog;
  }

  private ResultSetResponse metadata(String connectionId, MetadataCall call) {
    return with(
        connectionId,
        connection -> {
          ServerStatement statement = connection.newStatement();
          try (ResultSet result = call.apply(connection.metadata())) {
            Meta.Signature signature =
                Meta.Signature.create(
                    columns(result.getMetaData()),
                    "",
                    List.of(),
                    Meta.CursorFactory.LIST,
                    Meta.StatementType.SELECT);
            Meta.Frame frame = new Meta.Frame(0, true, rows(result));
            return new ResultSetResponse(
                connectionId, statement.id(), true, signature, frame, -1, rpcMetadata);
          } catch (SQLException e) {
            connection.closeStatement(statement.id());
            throw e;
          }
        });
  }

  private static List<ColumnMetaData> columns(ResultSetMetaData metadata) throws SQLException {
    List<ColumnMetaData> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      ColumnMetaData.Rep rep =
          ColumnMetaData.Rep.of(SqlType.valueOf(metadata.getColumnType(i)).internal);
      columns.add(
          new ColumnMetaData(
              i - 1,
              false,
              true,
              false,
              false,
              metadata.isNullable(i),
              metadata.isSigned(i),
              metadata.getColumnDisplaySize(i),
              metadata.getColumnLabel(i),
              metadata.getColumnName(i),
              "",
              metadata.getPrecision(i),
              metadata.getScale(i),
              "",
              "",
              ColumnMetaData.scalar(metadata.getColumnType(i), metadata.getColumnTypeName(i), rep),
              true,
              false,
              false,
              metadata.getColumnClassName(i)));
    }
    return columns;
  }

  private static List<Object> rows(ResultSet result) throws SQLException {
    List<Object> rows = new ArrayList<>();
    int width = result.getMetaData().getColumnCount();
    while (result.next()) {
      @Nullable Object[] row = new @Nullable Object[width];
      for (int i = 0; i < width; i++) {
        row[i] = WireValues.toRow(result.getObject(i + 1), false);
      }
      rows.add(row);
    }
    return rows;
  }

  final Executions executions(String connectionId, ServerConnection connection) {
    return new Executions(connectionId, connection, wishes, rpcMetadata);
  }

  final <R> R with(String connectionId, ServerConnections.Work<R> work) {
    return answer(() -> connections.with(connectionId, user, work));
  }

  /** Runs {@code work} and turns what it throws into what the protocol carries. */
  static <R> R answer(Answer<R> work) {
    try {
      return work.get();
    } catch (SQLException e) {
      throw WireErrors.of(e);
    } catch (RuntimeException e) {
      throw WireErrors.unforeseen(e);
    }
  }
}
