package org.lightningdb.sql.lower;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.ValidationErrors;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.operator.OperatorQueryPlan;
import org.lightningdb.sql.exec.operator.RowChecks;
import org.lightningdb.sql.parser.ast.ConflictClause;
import org.lightningdb.sql.parser.ast.DeleteStatement;
import org.lightningdb.sql.parser.ast.InsertDefaultValues;
import org.lightningdb.sql.parser.ast.InsertStatement;
import org.lightningdb.sql.parser.ast.LockingSelect;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.parser.ast.ReturningStatement;
import org.lightningdb.sql.parser.ast.Statement;
import org.lightningdb.sql.parser.ast.UpdateStatement;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.PlanningObserver;
import org.lightningdb.sql.plan.RelationalPlanner;
import org.lightningdb.sql.plan.ViewDefinition;
import org.lightningdb.sql.plan.physical.PhysicalPlanner;

/**
 * Plans with Calcite, but for statements about one row, which {@link PointPlanner} knows. What no
 * operator or function of ours can do is refused.
 */
public final class CalciteQueryPlanner implements QueryPlanner {
  private final RelationalPlanner planner;
  private final ExpressionParser expressionParser;

  /**
   * @param expressionParser parses DEFAULT expressions kept in the catalog
   */
  public CalciteQueryPlanner(ExpressionParser expressionParser) {
    this(expressionParser, PlanningObserver.NONE);
  }

  /** The same, and somebody who is told of every step. */
  public CalciteQueryPlanner(ExpressionParser expressionParser, PlanningObserver observer) {
    this.expressionParser = expressionParser;
    this.planner = new RelationalPlanner(new PhysicalPlanner(), observer);
  }

  @Override
  public PreparedPlan plan(PlanRequest request) {
    return translating(request, schemas -> plan(request.statement(), request, schemas));
  }

  @Override
  public List<ResultColumn> columns(PlanRequest request) {
    return translating(
        request, schemas -> planner.columns(request.statement(), schemas, request.schema()));
  }

  @Override
  public ViewDefinition define(PlanRequest request) {
    return translating(
        request, schemas -> planner.define(request.sqlText(), schemas, request.schema()));
  }

  @Override
  public OperatorQueryPlan planMeasured(PlanRequest request) {
    if (request.statement() instanceof LockingSelect) {
      throw DbException.notSupported("EXPLAIN ANALYZE of a query that locks rows");
    }
    return translating(
        request,
        schemas ->
            new StatementParts(planner, request, schemas).measuredQuery(request.statement()));
  }

  @Override
  public PreparedPlan.ModifyPlan planMeasuredChange(PlanRequest request) {
    return translating(
        request,
        schemas ->
            planChange(
                changeOf(request.statement()),
                new StatementParts(planner, request, schemas).measured(),
                Kept.NOTHING));
  }

  private static SqlNode changeOf(SqlNode statement) {
    return statement instanceof ReturningStatement returning ? returning.change() : statement;
  }

  @Override
  public RowChecks planChecks(PlanRequest request, TableDescriptor table) {
    return translating(request, new CheckPlanner(planner, expressionParser, request, table)::plan);
  }

  private static <R> R translating(PlanRequest request, Function<CatalogSchemas, R> planning) {
    CatalogSchemas schemas =
        new CatalogSchemas(request.catalog(), request.systemTables(), request.statistics());
    try {
      return planning.apply(schemas);
    } catch (RuntimeException | AssertionError e) {
      DbException error =
          new ValidationErrors(schemas, request.schema(), request.sqlText()).translate(e);
      throw error != null
          ? error
          : DbException.of(SqlState.INTERNAL_ERROR, "the statement cannot be planned: " + e, e);
    }
  }

  @Override
  public Optional<PreparedPlan> planPoint(PlanRequest request) {
    CatalogSchemas schemas =
        new CatalogSchemas(request.catalog(), request.systemTables(), request.statistics());
    return Optional.ofNullable(
        new PointPlanner(schemas, request.schema()).plan(request.statement()));
  }

  private PreparedPlan plan(SqlNode statement, PlanRequest request, CatalogSchemas schemas) {
    if (statement instanceof SqlExplain explain) {
      return new ExplainPlan(plan(explain.getExplicandum(), request, schemas));
    }
    PreparedPlan point = new PointPlanner(schemas, request.schema()).plan(statement);
    if (point != null) {
      return point;
    }
    StatementParts parts = new StatementParts(planner, request, schemas);
    if (statement instanceof LockingSelect locking) {
      return new LockingPlanner(parts, locking).plan();
    }
    if (statement.isA(SqlKind.QUERY)) {
      return parts.query(statement, List.of());
    }
    if (statement instanceof ReturningStatement returning) {
      ReturningPlanner planner = new ReturningPlanner(parts, returning);
      return planner.plan(planChange(returning.change(), parts, Kept.of(planner.wantsOld())));
    }
    return planChange(statement, parts, Kept.NOTHING);
  }

  private PreparedPlan.ModifyPlan planChange(SqlNode statement, StatementParts parts, Kept kept) {
    if (isInsert(statement)) {
      return planInsert(statement, parts);
    }
    if (statement instanceof SqlUpdate update) {
      return new ChangePlanner(parts, expressionParser, kept).plan(update, null);
    }
    if (statement instanceof SqlDelete delete) {
      return new ChangePlanner(parts, expressionParser, kept).plan(delete, null);
    }
    if (statement instanceof UpdateStatement joined) {
      return new ChangePlanner(parts, expressionParser, kept).plan(joined.update(), joined.from());
    }
    if (statement instanceof DeleteStatement joined) {
      return new ChangePlanner(parts, expressionParser, kept).plan(joined.delete(), joined.using());
    }
    if (statement instanceof MergeStatement merge) {
      return new MergePlanner(parts, expressionParser, merge, kept).plan();
    }
    if (statement instanceof Statement other) {
      throw DbException.notSupported(other.getOperator().getName() + " with such clauses");
    }
    throw DbException.notSupported(statement.getKind() + " statement");
  }

  private static boolean isInsert(SqlNode statement) {
    return statement instanceof SqlInsert
        || statement instanceof InsertDefaultValues
        || statement instanceof InsertStatement;
  }

  private PreparedPlan.ModifyPlan planInsert(SqlNode statement, StatementParts parts) {
    InsertStatement extended = statement instanceof InsertStatement found ? found : null;
    SqlNode plain = extended == null ? statement : extended.insert();
    SqlInsert insert =
        plain instanceof InsertDefaultValues values
            ? values.toInsert(parts.target(values.table()).columns().get(0).name())
            : (SqlInsert) plain;
    if (extended == null) {
      return new InsertPlanner(parts, expressionParser, insert, null, null).plan();
    }
    ConflictClause clause = extended.conflict();
    InsertPlanner.ConflictPlanning conflict =
        clause == null
            ? null
            : table ->
                new ConflictPlanner(parts, expressionParser, table, extended.alias()).plan(clause);
    return new InsertPlanner(parts, expressionParser, insert, extended.overriding(), conflict)
        .plan();
  }
}
