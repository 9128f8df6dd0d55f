package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.operator.RowChecks;
import org.lightningdb.sql.lower.expression.ExpressionLowering;
import org.lightningdb.sql.lower.expression.OuterColumns;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.RelationalPlanner;

/** Plans CHECK constraints: expressions over the rows of a table that are about to be written. */
final class CheckPlanner {
  private final RelationalPlanner planner;
  private final ExpressionParser parser;
  private final PlanRequest request;
  private final TableDescriptor table;

  CheckPlanner(
      RelationalPlanner planner,
      ExpressionParser parser,
      PlanRequest request,
      TableDescriptor table) {
    this.planner = planner;
    this.parser = parser;
    this.request = request;
    this.table = table;
  }

  RowChecks plan(CatalogSchemas schemas) {
    List<RowChecks.Condition> conditions = new ArrayList<>();
    for (CheckConstraint check : table.checks()) {
      try {
        conditions.add(condition(check, schemas));
      } catch (DbException e) {
        throw DbException.of(e.state(), "check constraint \"" + check.name() + "\": " + e.text(), e)
            .atConstraint(table.name(), check.name());
      }
    }
    return new RowChecks(table, conditions);
  }

  private RowChecks.Condition condition(CheckConstraint check, CatalogSchemas schemas) {
    SqlNode parsed = parser.parseExpression(check.sql());
    RowExpression.require(parsed, "a check constraint");
    SqlNode from = ChangePlanner.target(table, new SqlIdentifier(table.name(), SqlParserPos.ZERO));
    return planner.planExpression(
        parsed,
        from,
        schemas.withTarget(table),
        request.schema(),
        node -> lowered(check.name(), node));
  }

  private RowChecks.Condition lowered(String name, RelNode node) {
    RexNode condition =
        node instanceof Project project
            ? project.getProjects().get(0)
            : node.getCluster().getRexBuilder().makeInputRef(node, 0);
    RelNode input = node instanceof Project project ? project.getInput() : node;
    if (!input.getInputs().isEmpty()) {
      throw DbException.notSupported("this condition");
    }
    ExpressionLowering lowering =
        new ExpressionLowering(
            node.getCluster().getRexBuilder(), new TreeMap<>(), new OuterColumns());
    List<SqlType> types = OperatorLowering.types(input);
    Expression expression = lowering.lower(condition, types);
    if (expression.type().kind() != TypeKind.BOOLEAN) {
      throw DbException.of(
          SqlState.DATATYPE_MISMATCH, "it must be a condition, not a " + expression.type());
    }
    BitSet columns = new BitSet();
    RelOptUtil.InputFinder.bits(condition).forEach(column -> columns.set(column));
    return new RowChecks.Condition(name, columns, expression);
  }
}
