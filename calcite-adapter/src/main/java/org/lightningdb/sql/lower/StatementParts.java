package org.lightningdb.sql.lower;

import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.operator.OperatorQueryPlan;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.Preset;
import org.lightningdb.sql.plan.QueryTree;
import org.lightningdb.sql.plan.RelationalPlanner;

/** Plans the queries inside one statement and gathers the types of all its parameters. */
final class StatementParts {
  private final RelationalPlanner planner;
  private final PlanRequest request;
  private final CatalogSchemas schemas;
  private final Function<QueryTree, PreparedPlan.QueryPlan> lowering;
  private final ParameterTypes parameters = new ParameterTypes();

  StatementParts(RelationalPlanner planner, PlanRequest request, CatalogSchemas schemas) {
    this(planner, request, schemas, OperatorLowering::lower);
  }

  private StatementParts(
      RelationalPlanner planner,
      PlanRequest request,
      CatalogSchemas schemas,
      Function<QueryTree, PreparedPlan.QueryPlan> lowering) {
    this.planner = planner;
    this.request = request;
    this.schemas = schemas;
    this.lowering = lowering;
  }

  /** New parts of the same statement; the executions of its main query can be measured. */
  StatementParts measured() {
    return new StatementParts(planner, request, schemas, OperatorLowering::lowerMeasured);
  }

  /** The base table that a statement changes. */
  TableDescriptor target(SqlNode name) {
    if (name instanceof SqlIdentifier identifier) {
      return new CatalogNames(request.catalog(), request.schema()).table(identifier);
    }
    if (name.getKind() == SqlKind.TABLE_REF) {
      return target(((SqlCall) name).operand(0));
    }
    throw DbException.notSupported("a change of anything but a table");
  }

  void parameter(int index, SqlType type) {
    parameters.put(index, type);
  }

  /** The types of the parameters met so far. */
  List<SqlType> parameterTypes() {
    return parameters.toList();
  }

  PreparedPlan.QueryPlan query(SqlNode query, List<Preset> presets) {
    return query(query, schemas, presets, lowering);
  }

  /** A query beside the main one, of which the plan's text does not speak. */
  PreparedPlan.QueryPlan valuesQuery(SqlNode query) {
    return query(query, schemas, List.of(), OperatorLowering::lower);
  }

  /** A query that may read {@code table} with its row key, as {@link CatalogSchemas#TARGET}. */
  PreparedPlan.QueryPlan queryWithTarget(
      SqlNode query, TableDescriptor table, List<Preset> presets) {
    return query(query, schemas.withTarget(table), presets, lowering);
  }

  /** A query beside the main one that may read rows of the statement. */
  PreparedPlan.QueryPlan queryOfOwnRows(SqlNode query, SystemTable rows, List<Preset> presets) {
    return query(query, schemas.with(rows), presets, OperatorLowering::lower);
  }

  /**
   * Expressions as they are understood where only {@code from} is visible, all names qualified.
   *
   * @param table may be read as {@link CatalogSchemas#TARGET}
   */
  List<SqlNode> qualify(List<SqlNode> expressions, SqlNode from, TableDescriptor table) {
    return planner.qualify(expressions, from, schemas.withTarget(table), request.schema());
  }

  /** The base table that a name in FROM means, or null. */
  @Nullable TableDescriptor findTable(SqlIdentifier name) {
    return schemas.resolve(name.names, request.schema());
  }

  /** A query that may read any table with its row key, by {@link CatalogSchemas#withRowKey}. */
  PreparedPlan.QueryPlan queryWithRowKeys(SqlNode query) {
    return query(query, schemas.withRowKeys(), List.of(), lowering);
  }

  /** A query whose executions can be measured. */
  OperatorQueryPlan measuredQuery(SqlNode query) {
    return query(query, schemas, List.of(), OperatorLowering::lowerMeasured);
  }

  private <R> R query(
      SqlNode query,
      CatalogSchemas visible,
      List<Preset> presets,
      Function<QueryTree, R> lowering) {
    return planner.plan(
        query,
        visible,
        request.schema(),
        presets,
        request.options(),
        tree -> {
          tree.parameterTypes().forEach(parameters::put);
          presets.forEach(preset -> parameters.put(preset.parameter().getIndex(), preset.type()));
          return lowering.apply(tree);
        });
  }
}
