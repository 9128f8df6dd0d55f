package org.lightningdb.sql.session;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.DeletePlan;
import org.lightningdb.sql.exec.InsertValuesPlan;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.PreparedPlan.ModifyPlan;
import org.lightningdb.sql.exec.PreparedPlan.QueryPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.ReturningPlan;

/**
 * A statement ready to run: either planned, or a tree of our own that needs no plan. Immutable.
 *
 * @param tree the syntax tree of an unplanned statement; null for a planned one
 * @param plan the plan; null for an unplanned statement
 * @param explain whether the plan is to be shown, not run
 * @param sizes how large the tables of the plan were; null for an unplanned statement
 * @param literalRows what the plan's parameters are if they stand for literals of the text: one
 *     row, or one for each row of an INSERT; null if the caller gives the parameters
 */
record Compiled(
    StatementKind kind,
    @Nullable SqlNode tree,
    @Nullable PreparedPlan plan,
    boolean explain,
    @Nullable PlannedSizes sizes,
    @Nullable List<List<@Nullable Object>> literalRows) {
  static Compiled planned(StatementKind kind, PreparedPlan plan, PlannedSizes sizes) {
    return new Compiled(kind, null, plan, false, sizes, null);
  }

  static Compiled explained(PreparedPlan plan, PlannedSizes sizes) {
    return new Compiled(StatementKind.QUERY, null, plan, true, sizes, null);
  }

  static Compiled unplanned(StatementKind kind, SqlNode tree) {
    return new Compiled(kind, tree, null, false, null, null);
  }

  /** The same with literals for all parameters. */
  Compiled withLiterals(List<List<@Nullable Object>> rows) {
    return new Compiled(kind, tree, plan, explain, sizes, rows);
  }

  /** The values of the plan's parameters for an execution with the given ones. */
  List<@Nullable Object> bind(List<@Nullable Object> given, ZoneId zone) {
    return literalRows == null
        ? parameters(zone).bind(given)
        : bindRows(List.of(given), zone).get(0);
  }

  /** The same for several executions; an INSERT of rows of literals is several for one. */
  List<List<@Nullable Object>> bindRows(List<List<@Nullable Object>> given, ZoneId zone) {
    if (literalRows != null) {
      Parameters.NONE.bind(given.get(0));
      return literalRows;
    }
    Parameters parameters = parameters(zone);
    List<List<@Nullable Object>> bound = new ArrayList<>(given.size());
    given.forEach(row -> bound.add(parameters.bind(row)));
    return bound;
  }

  /** How to bind parameters for an execution. */
  private Parameters parameters(ZoneId zone) {
    if (plan instanceof ReturningPlan returning) {
      return new Parameters(
          parameterTypes(),
          returning.change() instanceof DeletePlan
              ? Parameters.Use.COMPARED
              : Parameters.Use.EITHER,
          zone);
    }
    AnalyzedChange analyzed = plan instanceof AnalyzedChange change ? change : null;
    PreparedPlan executed = analyzed == null ? plan : analyzed.change();
    Parameters.Use use =
        switch (analyzed == null ? kind : analyzed.kind()) {
          case INSERT ->
              executed instanceof InsertValuesPlan
                  ? Parameters.Use.ASSIGNED
                  : Parameters.Use.EITHER;
          case UPDATE, MERGE -> Parameters.Use.EITHER;
          default -> Parameters.Use.COMPARED;
        };
    return new Parameters(parameterTypes(), use, zone);
  }

  List<SqlType> parameterTypes() {
    return plan == null || literalRows != null ? List.of() : plan.parameterTypes();
  }

  List<ResultColumn> columns() {
    if (explain) {
      return TextRows.PLAN_COLUMNS;
    }
    if (plan instanceof QueryPlan query) {
      return query.columns();
    }
    return kind.returnsRows() ? TextRows.SETTING_COLUMNS : List.of();
  }

  /** Whether it is a query that needs a transaction that may write. */
  boolean locksRows() {
    return plan instanceof QueryPlan query && query.locksRows();
  }

  QueryPlan query() {
    return (QueryPlan) required(plan);
  }

  ModifyPlan modification() {
    return (ModifyPlan) required(plan);
  }

  SqlNode requiredTree() {
    return required(tree);
  }

  PreparedPlan requiredPlan() {
    return required(plan);
  }

  private <T> T required(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("a statement of kind " + kind + " has no such part");
    }
    return part;
  }
}
