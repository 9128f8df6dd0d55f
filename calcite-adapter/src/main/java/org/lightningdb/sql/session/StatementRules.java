package org.lightningdb.sql.session;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.PreparedPlan.QueryPlan;
import org.lightningdb.sql.exec.operator.RowChecks;
import org.lightningdb.storage.vector.VectorBatch;

/** Evaluates the CHECK constraints and defaults of tables for one statement. */
final class StatementRules implements RowRules.Source {
  private final StatementCompiler compiler;
  private final Supplier<StatementCompiler.Scope> scope;
  private final ExecutionContext context;
  private final Map<Integer, RowRules> tables = new HashMap<>();

  StatementRules(
      StatementCompiler compiler,
      Supplier<StatementCompiler.Scope> scope,
      ExecutionContext context) {
    this.compiler = compiler;
    this.scope = scope;
    this.context = context;
  }

  @Override
  public RowRules of(TableDescriptor table) {
    return tables.computeIfAbsent(table.id(), id -> new TableRules(table));
  }

  private final class TableRules implements RowRules {
    private final TableDescriptor table;
    private final RowChecks.@Nullable Running checks;

    TableRules(TableDescriptor table) {
      this.table = table;
      this.checks =
          table.checks().isEmpty() ? null : compiler.checks(table, scope.get()).begin(context);
    }

    @Override
    public void check(VectorBatch rows, @Nullable BitSet changed) {
      if (checks != null) {
        checks.check(rows, changed);
      }
    }

    @Override
    public @Nullable Object defaultValue(int column) {
      ColumnDescriptor descriptor = table.columns().get(column);
      String sql = descriptor.defaultSql();
      if (sql == null) {
        return null;
      }
      QueryPlan plan = compiler.compile("VALUES (" + sql + "\n)", scope.get()).query();
      try (BatchCursor rows = plan.open(context)) {
        VectorBatch batch = rows.next();
        Object value =
            batch == null
                ? null
                : VectorValues.get(batch.column(0), 0, plan.columns().get(0).type());
        return ValueAssignment.convert(
            value, descriptor.type(), context.zone(), table.name(), descriptor.name());
      }
    }
  }
}
