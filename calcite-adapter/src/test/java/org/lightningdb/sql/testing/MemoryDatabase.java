package org.lightningdb.sql.testing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.CatalogWriter;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.lower.CalciteQueryPlanner;
import org.lightningdb.sql.lower.QueryPlanner;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.plan.PlanMethod;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.PlanningObserver;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.vector.VectorBatch;

/** Tables in memory, planned and executed without transactions. */
public final class MemoryDatabase {
  private int checksLeft = Integer.MAX_VALUE;
  private QueryResources resources = QueryResources.heapOnly();
  private final Map<TableName, TableDescriptor> tables = new HashMap<>();
  private final Map<Integer, MemoryTable> data = new HashMap<>();
  private final List<ScanRequest> scans = new ArrayList<>();
  private final List<SystemTable> systemTables = new ArrayList<>();
  private final QueryPlanner planner =
      new CalciteQueryPlanner(LightningParser::parseExpression, this::observe);
  private int cautiousPlannings;
  private final java.util.SplittableRandom random = new java.util.SplittableRandom(1);
  private int nextId = 1;
  private double sizeFactor = 1;
  private Set<PlanMethod> avoided = Set.of();

  /** Builds one table. */
  public final class TableBuilder {
    private final String name;
    private final List<ColumnDescriptor> columns = new ArrayList<>();
    private List<KeyColumn> primary = List.of();
    private final List<IndexDescriptor> indexes = new ArrayList<>();

    TableBuilder(String name) {
      this.name = name;
    }

    public TableBuilder column(String column, SqlType type) {
      columns.add(new ColumnDescriptor(column, type, true, null, Identity.NONE));
      return this;
    }

    public TableBuilder notNull(String column, SqlType type) {
      columns.add(new ColumnDescriptor(column, type, false, null, Identity.NONE));
      return this;
    }

    public TableBuilder defaulted(String column, SqlType type, String defaultSql) {
      columns.add(new ColumnDescriptor(column, type, true, defaultSql, Identity.NONE));
      return this;
    }

    public TableBuilder identity(String column, SqlType type, Identity identity) {
      columns.add(new ColumnDescriptor(column, type, false, null, identity));
      return this;
    }

    public TableBuilder primaryKey(String... names) {
      primary = keys(names);
      return this;
    }

    public TableBuilder index(String index, boolean unique, String... names) {
      indexes.add(new IndexDescriptor(nextId++, index, 0, false, unique, false, keys(names)));
      return this;
    }

    private List<KeyColumn> keys(String... names) {
      List<KeyColumn> keys = new ArrayList<>();
      for (String key : names) {
        boolean descending = key.endsWith(" DESC");
        String plain = descending ? key.substring(0, key.length() - 5) : key;
        int column = columns.stream().map(ColumnDescriptor::name).toList().indexOf(plain);
        keys.add(new KeyColumn(column, descending));
      }
      return keys;
    }

    public MemoryDatabase create() {
      TableDescriptor table =
          new TableDescriptor(
              nextId++,
              "PUBLIC",
              name,
              columns,
              new IndexDescriptor(nextId++, name + "_PK", 0, true, true, true, primary),
              indexes);
      tables.put(new TableName("PUBLIC", name), table);
      data.put(table.id(), new MemoryTable(table, scans));
      return MemoryDatabase.this;
    }
  }

  public TableBuilder table(String name) {
    return new TableBuilder(name);
  }

  /** Makes the planner believe that tables are larger, so that it prefers indexes. */
  public void pretendLarger(double factor) {
    sizeFactor = factor;
  }

  public void add(SystemTable table) {
    systemTables.add(table);
  }

  /** Inserts rows of exact Java values, without SQL. */
  public void load(String table, List<List<@Nullable Object>> rows) {
    TableDescriptor descriptor = descriptor(table);
    VectorBatch batch =
        new VectorBatch(
            descriptor.columns().stream().map(column -> column.type().columnKind()).toList(),
            Math.max(1, rows.size()));
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < descriptor.columns().size(); column++) {
        VectorValues.set(
            batch.column(column),
            row,
            descriptor.columns().get(column).type(),
            rows.get(row).get(column));
      }
    }
    batch.setRowCount(rows.size());
    memoryTable(descriptor).insert(batch);
  }

  private TableDescriptor descriptor(String name) {
    TableDescriptor found = tables.get(new TableName("PUBLIC", name));
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  private MemoryTable memoryTable(TableDescriptor table) {
    MemoryTable found = data.get(table.id());
    if (found == null) {
      throw new IllegalArgumentException(table.name());
    }
    return found;
  }

  /** All rows of a table, in order of insertion. */
  public List<List<@Nullable Object>> contents(String table) {
    return memoryTable(descriptor(table)).rows();
  }

  /** The scans that ran since the last call. */
  public List<ScanRequest> takeScans() {
    List<ScanRequest> taken = List.copyOf(scans);
    scans.clear();
    return taken;
  }

  public PreparedPlan plan(String sql) {
    CatalogSnapshot catalog = new CatalogSnapshot(1, List.of("PUBLIC"), tables);
    TableStatistics statistics =
        (table, index, ranges) -> sizeFactor * memoryTable(table).estimateRows(index, ranges);
    return planner.plan(
        new PlanRequest(
            LightningParser.parse(sql), sql, catalog, "PUBLIC", systemTables, statistics, avoided));
  }

  private void observe(String step) {
    if (step.equals(PlanningObserver.CAUTIOUS)) {
      cautiousPlannings++;
    }
  }

  /** How often the usual way of planning failed. */
  public int cautiousPlannings() {
    return cautiousPlannings;
  }

  /** Ways not to plan from now on. */
  public void avoid(Set<PlanMethod> methods) {
    avoided = methods;
  }

  public List<List<@Nullable Object>> query(String sql, @Nullable Object... parameters) {
    return rows((PreparedPlan.QueryPlan) plan(sql), parameters);
  }

  public List<List<@Nullable Object>> rows(
      PreparedPlan.QueryPlan plan, @Nullable Object... parameters) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (BatchCursor cursor = plan.open(context(parameters))) {
      for (VectorBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.rowCount(); row++) {
          List<@Nullable Object> values = new ArrayList<>();
          List<ResultColumn> columns = plan.columns();
          for (int i = 0; i < columns.size(); i++) {
            values.add(VectorValues.get(batch.column(i), row, columns.get(i).type()));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  public String explain(String sql) {
    return plan(sql).explain();
  }

  /** Executes DML and returns the number of rows changed. */
  public long update(String sql, @Nullable Object... parameters) {
    return ((PreparedPlan.ModifyPlan) plan(sql)).execute(context(parameters), null);
  }

  /** What later executions may use to keep rows. */
  public void setResources(QueryResources resources) {
    this.resources = resources;
  }

  /** Makes later executions end at that check whether they are cancelled. */
  public void cancelAfter(int checks) {
    this.checksLeft = checks;
  }

  public ExecutionContext context(@Nullable Object... parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object parameter : parameters) {
      values.add(parameter);
    }
    return new Context(values);
  }

  private record MemorySnapshot(CatalogSnapshot catalog) implements Snapshot {
    @Override
    public Snapshot beside() {
      return this;
    }

    @Override
    public void close() {
      // Pins nothing.
    }
  }

  /** One execution. */
  private final class Context implements ExecutionContext {
    @Override
    public java.util.random.RandomGenerator random() {
      return random;
    }

    private final List<@Nullable Object> parameters;

    Context(List<@Nullable Object> parameters) {
      this.parameters = parameters;
    }

    @Override
    public Transaction transaction() {
      return new MemoryTransaction();
    }

    @Override
    public Snapshot snapshot() {
      return new MemorySnapshot(new CatalogSnapshot(1, List.of("PUBLIC"), tables));
    }

    @Override
    public List<@Nullable Object> parameters() {
      return parameters;
    }

    @Override
    public Instant statementTime() {
      return Instant.parse("2026-03-04T05:06:07.089Z");
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.UTC;
    }

    @Override
    public String user() {
      return "tester";
    }

    @Override
    public String schema() {
      return "PUBLIC";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("locale", Locale.ROOT.toString());
    }

    @Override
    public QueryResources resources() {
      return resources;
    }

    @Override
    public void checkCancelled() {
      if (checksLeft-- <= 0) {
        throw DbException.of(SqlState.QUERY_CANCELED, "cancelled, for a test");
      }
    }
  }

  /** Only reads and writes; nothing is undone. */
  private final class MemoryTransaction implements Transaction {
    @Override
    public Isolation isolation() {
      return Isolation.READ_COMMITTED;
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public CatalogSnapshot catalog() {
      return new CatalogSnapshot(1, List.of("PUBLIC"), tables);
    }

    @Override
    public CatalogWriter catalogWriter() {
      throw new UnsupportedOperationException("DDL needs a session");
    }

    @Override
    public Snapshot snapshot() {
      return new MemorySnapshot(new CatalogSnapshot(1, List.of("PUBLIC"), tables));
    }

    @Override
    public TableReader reader(Snapshot snapshot, TableDescriptor table) {
      return memoryTable(table);
    }

    @Override
    public TableWriter writer(Snapshot snapshot, TableDescriptor table) {
      return memoryTable(table);
    }

    @Override
    public boolean lockRow(
        Snapshot snapshot, TableDescriptor table, Slice rowKey, LockMode mode, LockWait wait) {
      throw new UnsupportedOperationException("there are no locks");
    }

    @Override
    public void setConstraints(List<String> names, boolean deferred) {
      throw new UnsupportedOperationException("there are no constraints");
    }

    @Override
    public void setRules(RowRules.Source rules) {
      throw new UnsupportedOperationException("there are no rules");
    }

    @Override
    public void limitWaits(LongSupplier nanosMax) {
      throw new UnsupportedOperationException("there are no locks");
    }

    @Override
    public @Nullable TableProfile profile(TableDescriptor table) {
      return null;
    }

    @Override
    public void analyze(Snapshot snapshot, TableDescriptor table, Runnable checkpoint) {
      throw new UnsupportedOperationException("ANALYZE needs a session");
    }

    @Override
    public int savepoint() {
      return 0;
    }

    @Override
    public void rollbackTo(int savepoint) {
      throw new UnsupportedOperationException("there is no transaction: nothing can be taken back");
    }

    @Override
    public void commit(Durability durability) {
      throw new UnsupportedOperationException("there is no transaction to commit");
    }

    @Override
    public void rollback() {
      throw new UnsupportedOperationException("there is no transaction to roll back");
    }

    @Override
    public void close() {
      // Nothing to undo.
    }
  }
}
