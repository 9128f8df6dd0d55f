package org.lightningdb.sql.session;

import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.ddl.DefaultCheck;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.PreparedPlan.QueryPlan;
import org.lightningdb.sql.exec.operator.RowChecks;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.storage.vector.VectorBatch;

/** Plans a DEFAULT as a query of one value and runs it. */
final class DefaultEvaluation implements DefaultCheck {
  private final StatementCompiler compiler;
  private final StatementCompiler.Scope scope;
  private final ExecutionContext context;

  DefaultEvaluation(
      StatementCompiler compiler, StatementCompiler.Scope scope, ExecutionContext context) {
    this.compiler = compiler;
    this.scope = scope;
    this.context = context;
  }

  @Override
  public void check(String defaultSql, String table, ColumnDescriptor column) {
    try {
      checkSelfContained(LightningParser.parseExpression(defaultSql));
      Object value = evaluate("VALUES (" + defaultSql + "\n)");
      if (value == null && !column.nullable()) {
        throw DbException.of(SqlState.NOT_NULL_VIOLATION, "it is NULL, the column is NOT NULL");
      }
      ValueAssignment.convert(value, column.type(), context.zone(), table, column.name());
    } catch (DbException e) {
      throw DbException.of(e.state(), "DEFAULT of column \"" + column.name() + "\": " + e.text(), e)
          .atColumn(table, column.name());
    }
  }

  @Override
  public void checkCondition(TableDescriptor table, CheckConstraint check) {
    RowChecks unused = compiler.checks(table.withChecks(List.of(check)), scope);
  }

  private @Nullable Object evaluate(String sql) {
    QueryPlan plan = compiler.compile(sql, scope).query();
    try (BatchCursor rows = plan.open(context)) {
      VectorBatch batch = rows.next();
      if (batch == null) {
        throw DbException.of(SqlState.INVALID_DEFINITION, "it has no value");
      }
      return VectorValues.get(batch.column(0), 0, plan.columns().get(0).type());
    }
  }

  private static void checkSelfContained(SqlNode expression) {
    expression.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(org.apache.calcite.sql.SqlCall call) {
            if (call.getKind().belongsTo(SqlKind.QUERY)) {
              throw DbException.notSupported("a query in a DEFAULT");
            }
            return super.visit(call);
          }

          @Override
          public @Nullable Void visit(org.apache.calcite.sql.SqlDynamicParam param) {
            throw DbException.of(SqlState.INVALID_DEFINITION, "it has a parameter");
          }
        });
  }
}
