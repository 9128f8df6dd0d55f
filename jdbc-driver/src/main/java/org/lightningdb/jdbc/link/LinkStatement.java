package org.lightningdb.jdbc.link;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement of a {@link Link}; dies with it. Stays usable when the catalog changes, the
 * columns of a result are then those of its {@link RowStream}.
 *
 * <p>A parameter is null or of one of the classes named in {@link LinkType}; the database converts
 * it to the type of the parameter.
 */
public interface LinkStatement extends AutoCloseable {
  String sql();

  boolean returnsRows();

  List<LinkType> parameters();

  /** The result columns; empty unless {@link #returnsRows}. */
  List<LinkColumn> columns();

  /** Executes; the caller closes the result. */
  LinkResult execute(List<@Nullable Object> parameters, ExecuteRequest request) throws SQLException;

  /** Executes once for each parameter row: all of them or, after an error, none. */
  BatchOutcome executeBatch(List<List<@Nullable Object>> parameterRows, ExecuteRequest request)
      throws SQLException;

  @Override
  void close() throws SQLException;

  /**
   * What a batch did.
   *
   * @param updateCounts rows changed by each parameter row
   * @param generatedKeys null if none were asked for
   */
  record BatchOutcome(List<Long> updateCounts, @Nullable RowStream generatedKeys) {}
}
