package org.lightningdb.jdbc.link;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows, one after the other. Stands before the first row at the start. Columns count from 0. One
 * thread at a time.
 *
 * <p>Reading to the end or closing releases what the statement holds; in auto-commit mode it ends
 * the transaction.
 */
public interface RowStream extends AutoCloseable {
  List<LinkColumn> columns();

  /**
   * Steps to the next row.
   *
   * @return false at the end, for ever
   * @throws SQLException 24000 if the stream was closed or its transaction ended
   */
  boolean next() throws SQLException;

  boolean isNull(int column) throws SQLException;

  /** The value of the current row, null or of the class that {@link LinkType} names. */
  @Nullable Object value(int column) throws SQLException;

  /**
   * The value of a BOOLEAN (0 or 1), SMALLINT, INTEGER or BIGINT column without a box.
   *
   * @return 0 for NULL
   */
  default long longValue(int column) throws SQLException {
    Object value = value(column);
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value == null ? 0 : ((Number) value).longValue();
  }

  /**
   * The value of a REAL or DOUBLE column without a box.
   *
   * @return 0 for NULL
   */
  default double doubleValue(int column) throws SQLException {
    Object value = value(column);
    return value == null ? 0 : ((Number) value).doubleValue();
  }

  /** The value of a DECIMAL column. */
  default @Nullable BigDecimal decimalValue(int column) throws SQLException {
    return (BigDecimal) value(column);
  }

  /** A hint: how many rows to bring over at once; 0 = as the link likes. */
  default void setFetchSize(int rows) {}

  @Override
  void close() throws SQLException;
}
