package org.lightningdb.jdbc.connection;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.ExecuteRequest;
import org.lightningdb.jdbc.link.ExecuteRequest.Expected;
import org.lightningdb.jdbc.link.Link;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkResult;
import org.lightningdb.jdbc.link.LinkStatement;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.result.MemoryRows;

/**
 * A link to a transactional list of names that understands a handful of texts: {@code INSERT INTO
 * NOTES ?} adds a name under a new number, {@code ALL} lists number and name, {@code TYPES} gives a
 * row of every type and a row of NULLs, {@code WAIT} runs until it is cancelled, anything else is a
 * syntax error. The name "bad" is refused as a duplicate.
 */
final class NotebookLink implements Link {
  static final LinkType INTEGER = LinkType.of(Types.INTEGER, "INTEGER");
  static final LinkType VARCHAR = new LinkType(Types.VARCHAR, "VARCHAR", 20, 0);
  private static final LinkColumn NUMBER =
      new LinkColumn("NUMBER", "ID", "NOTES", "PUBLIC", INTEGER, false, true);
  private static final LinkColumn NAME =
      new LinkColumn("NAME", "NAME", "NOTES", "PUBLIC", VARCHAR, true, false);

  final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<@Nullable Object[]> committed = new ArrayList<>();
  private final Map<String, List<@Nullable Object[]>> savepoints = new LinkedHashMap<>();
  private List<@Nullable Object[]> notes = new ArrayList<>();
  private ExecuteRequest lastRequest = ExecuteRequest.PLAIN;
  private int isolation = Connection.TRANSACTION_READ_COMMITTED;
  private int numbers;
  private boolean autoCommit = true;
  private boolean readOnly;
  private String schema = "PUBLIC";
  private volatile boolean closed;

  ExecuteRequest lastRequest() {
    return lastRequest;
  }

  @Override
  public LinkStatement prepare(String sql) throws SQLException {
    return switch (sql) {
      case "ALL" -> new NotebookStatement(sql, List.of(), List.of(NUMBER, NAME));
      case "TYPES" -> new NotebookStatement(sql, List.of(), typeColumns());
      case "INSERT INTO NOTES ?" -> new NotebookStatement(sql, List.of(VARCHAR), List.of());
      case "WAIT" -> new NotebookStatement(sql, List.of(), List.of());
      default -> throw SqlErrors.of("42601", "what is " + sql);
    };
  }

  @Override
  public LinkResult execute(String sql, ExecuteRequest request) throws SQLException {
    return prepare(sql).execute(List.of(), request);
  }

  private final class NotebookStatement implements LinkStatement {
    private final String sql;
    private final List<LinkType> parameters;
    private final List<LinkColumn> columns;

    NotebookStatement(String sql, List<LinkType> parameters, List<LinkColumn> columns) {
      this.sql = sql;
      this.parameters = parameters;
      this.columns = columns;
    }

    @Override
    public String sql() {
      return sql;
    }

    @Override
    public boolean returnsRows() {
      return !columns.isEmpty();
    }

    @Override
    public List<LinkType> parameters() {
      return parameters;
    }

    @Override
    public List<LinkColumn> columns() {
      return columns;
    }

    @Override
    public LinkResult execute(List<@Nullable Object> values, ExecuteRequest request)
        throws SQLException {
      lastRequest = request;
      if (request.expected() == (returnsRows() ? Expected.COUNT : Expected.ROWS)) {
        throw SqlErrors.of(SqlErrors.ROWS_EXPECTED, "not what was expected");
      }
      return switch (sql) {
        case "ALL" -> LinkResult.ofRows(new MemoryRows(columns, new ArrayList<>(notes)));
        case "TYPES" -> LinkResult.ofRows(new MemoryRows(columns, typeRows()));
        case "WAIT" -> await();
        default -> LinkResult.ofCount(1, insert(List.of(values), request));
      };
    }

    @Override
    public BatchOutcome executeBatch(List<List<@Nullable Object>> rows, ExecuteRequest request)
        throws SQLException {
      RowStream keys = insert(rows, request);
      return new BatchOutcome(rows.stream().map(row -> 1L).toList(), keys);
    }

    @Override
    public void close() {}
  }

  private @Nullable RowStream insert(List<List<@Nullable Object>> rows, ExecuteRequest request)
      throws SQLException {
    List<@Nullable Object[]> before = new ArrayList<>(notes);
    List<@Nullable Object[]> keys = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      if ("bad".equals(row.get(0))) {
        notes = before;
        throw SqlErrors.of("23505", "duplicate name bad");
      }
      @Nullable Object[] note = {++numbers, row.get(0)};
      notes.add(note);
      keys.add(new @Nullable Object[] {note[0]});
    }
    if (autoCommit) {
      commit();
    }
    return request.generatedKeys() == null ? null : new MemoryRows(List.of(NUMBER), keys);
  }

  private LinkResult await() throws SQLException {
    waiting.countDown();
    try {
      cancelled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw SqlErrors.of("57014", "cancelled");
  }

  private static List<LinkColumn> typeColumns() {
    return List.of(
        LinkColumn.computed("B", LinkType.of(Types.BOOLEAN, "BOOLEAN")),
        LinkColumn.computed("S", LinkType.of(Types.SMALLINT, "SMALLINT")),
        LinkColumn.computed("I", INTEGER),
        LinkColumn.computed("L", LinkType.of(Types.BIGINT, "BIGINT")),
        LinkColumn.computed("R", LinkType.of(Types.REAL, "REAL")),
        LinkColumn.computed("D", LinkType.of(Types.DOUBLE, "DOUBLE PRECISION")),
        LinkColumn.computed("N", new LinkType(Types.DECIMAL, "DECIMAL", 10, 2)),
        LinkColumn.computed("C", new LinkType(Types.CHAR, "CHAR", 4, 0)),
        LinkColumn.computed("V", VARCHAR),
        LinkColumn.computed("Y", new LinkType(Types.VARBINARY, "VARBINARY", 8, 0)),
        LinkColumn.computed("DA", LinkType.of(Types.DATE, "DATE")),
        LinkColumn.computed("TI", new LinkType(Types.TIME, "TIME", 3, 0)),
        LinkColumn.computed("TS", new LinkType(Types.TIMESTAMP, "TIMESTAMP", 6, 0)));
  }

  private static List<@Nullable Object[]> typeRows() {
    @Nullable Object[] values = {
      true,
      (short) -7,
      42,
      1L << 40,
      1.5f,
      2.5e100,
      new BigDecimal("1234.50"),
      "ab  ",
      "17",
      new byte[] {1, (byte) 0xAB},
      LocalDate.of(2024, 2, 29),
      LocalTime.of(13, 5, 9, 120_000_000),
      LocalDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000)
    };
    return List.of(values, new @Nullable Object[values.length]);
  }

  @Override
  public boolean autoCommit() {
    return autoCommit;
  }

  @Override
  public void setAutoCommit(boolean on) {
    if (on) {
      commit();
    }
    autoCommit = on;
  }

  @Override
  public void commit() {
    committed.clear();
    committed.addAll(notes);
    savepoints.clear();
  }

  @Override
  public void rollback() {
    notes = new ArrayList<>(committed);
    savepoints.clear();
  }

  @Override
  public void setSavepoint(String name) {
    savepoints.put(name, new ArrayList<>(notes));
  }

  private List<@Nullable Object[]> savepoint(String name) throws SQLException {
    List<@Nullable Object[]> saved = savepoints.get(name);
    if (saved == null) {
      throw SqlErrors.of("3B001", "no savepoint " + name);
    }
    return saved;
  }

  @Override
  public void rollbackToSavepoint(String name) throws SQLException {
    notes = new ArrayList<>(savepoint(name));
  }

  @Override
  public void releaseSavepoint(String name) throws SQLException {
    savepoint(name);
    savepoints.remove(name);
  }

  @Override
  public int isolation() {
    return isolation;
  }

  @Override
  public void setIsolation(int level) {
    isolation = level;
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public void setReadOnly(boolean wish) {
    readOnly = wish;
  }

  @Override
  public String schema() {
    return schema;
  }

  @Override
  public void setSchema(String name) {
    schema = name;
  }

  @Override
  public void cancel() {
    cancelled.countDown();
  }

  @Override
  public boolean isValid(int timeoutSeconds) {
    return !closed;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public String user() {
    return "READER";
  }

  @Override
  public String databaseVersion() {
    return "7.3.1";
  }

  @Override
  public void close() {
    closed = true;
  }
}
