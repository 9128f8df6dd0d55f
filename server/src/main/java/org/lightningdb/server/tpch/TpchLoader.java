package org.lightningdb.server.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Fills one table from its generator by {@code INSERT} batches, several batches a transaction.
 *
 * <p>Every generated row is also handed to the observers, which compute from it what the queries
 * must answer later.
 */
public final class TpchLoader {
  private static final int BATCH_ROWS = 1_000;
  private static final int TRANSACTION_ROWS = 50_000;

  private final Connection connection;
  private final double scale;
  private final Consumer<TpchEntity> observer;

  /**
   * @param connection with auto-commit off
   */
  public TpchLoader(Connection connection, double scale, Consumer<TpchEntity> observer) {
    this.connection = connection;
    this.scale = scale;
    this.observer = observer;
  }

  /** Makes the text that all comments are cut from, which otherwise the first row waits for. */
  public static void prepareGenerator() {
    TpchTable.REGION.createGenerator(1, 1, 1).iterator().next();
  }

  /**
   * Loads {@code table} and commits.
   *
   * @param progress is told how many more rows have been handed over
   * @return its number of rows
   */
  public long load(TpchSchema.Table table, IntConsumer progress) throws SQLException {
    return load(table.name(), table.generator(), progress);
  }

  private <E extends TpchEntity> long load(
      String name, TpchTable<E> generator, IntConsumer progress) throws SQLException {
    List<TpchColumn<E>> columns = generator.getColumns();
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    long rows = 0;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + name + " VALUES (" + marks + ")")) {
      for (E row : generator.createGenerator(scale, 1, 1)) {
        observer.accept(row);
        bind(insert, columns, row);
        insert.addBatch();
        rows++;
        if (rows % BATCH_ROWS == 0) {
          insert.executeBatch();
          progress.accept(BATCH_ROWS);
        }
        if (rows % TRANSACTION_ROWS == 0) {
          connection.commit();
        }
      }
      if (rows % BATCH_ROWS != 0) {
        insert.executeBatch();
        progress.accept((int) (rows % BATCH_ROWS));
      }
    }
    connection.commit();
    return rows;
  }

  private static <E extends TpchEntity> void bind(
      PreparedStatement insert, List<TpchColumn<E>> columns, E row) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      TpchColumn<E> column = columns.get(i);
      int position = i + 1;
      switch (column.getType().getBase()) {
        case IDENTIFIER -> insert.setLong(position, column.getIdentifier(row));
        case INTEGER -> insert.setInt(position, column.getInteger(row));
        case DOUBLE -> insert.setBigDecimal(position, cents(column.getDouble(row)));
        case DATE -> insert.setObject(position, LocalDate.ofEpochDay(column.getDate(row)));
        case VARCHAR -> insert.setString(position, column.getString(row));
      }
    }
  }

  /** The generator keeps amounts in whole cents and shows them divided by 100. */
  private static BigDecimal cents(double amount) {
    return BigDecimal.valueOf(Math.round(amount * 100), 2);
  }
}
