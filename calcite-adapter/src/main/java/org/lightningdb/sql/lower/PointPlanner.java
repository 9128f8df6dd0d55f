package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.point.PointDeletePlan;
import org.lightningdb.sql.point.PointSelectPlan;
import org.lightningdb.sql.point.PointUpdatePlan;
import org.lightningdb.sql.point.PointUpdatePlan.Assignment;

/**
 * Plans statements about the one row with a key straight from the syntax tree, without validation,
 * algebra and search, which would take a hundred times as long. It knows very little: one base
 * table, columns by their exact names, comparisons of columns with parameters and literals of the
 * same family. Everything else, all errors included, is left to the planner; what it does plan has
 * the same answer, result columns and parameter types there.
 */
final class PointPlanner {
  private final CatalogSchemas schemas;
  private final String schema;

  PointPlanner(CatalogSchemas schemas, String schema) {
    this.schemas = schemas;
    this.schema = schema;
  }

  /** The plan, or null if the statement is not one for this class. */
  @Nullable PreparedPlan plan(SqlNode statement) {
    if (statement instanceof SqlSelect select) {
      return plan(select);
    }
    if (statement instanceof SqlUpdate update) {
      return plan(update);
    }
    return statement instanceof SqlDelete delete ? plan(delete) : null;
  }

  /** The table of a statement and the only qualifier that its columns may have. */
  private record Target(TableDescriptor table, String alias) {
    /** The column that a node names, or -1. */
    int column(SqlNode node) {
      if (!(node instanceof SqlIdentifier name) || name.isStar()) {
        return -1;
      }
      List<String> names = name.names;
      boolean known = names.size() == 1 || (names.size() == 2 && names.get(0).equals(alias));
      return known ? table.columnIndex(names.get(names.size() - 1)) : -1;
    }
  }

  private @Nullable Target target(@Nullable SqlNode name, @Nullable SqlNode alias) {
    if (!(name instanceof SqlIdentifier identifier) || identifier.isStar()) {
      return null;
    }
    TableDescriptor table = schemas.resolve(identifier.names, schema);
    if (table == null
        || !table.name().equals(identifier.names.get(identifier.names.size() - 1))
        || (alias != null && !(alias instanceof SqlIdentifier simple && simple.isSimple()))) {
      return null;
    }
    return new Target(
        table, alias instanceof SqlIdentifier given ? given.getSimple() : table.name());
  }

  private @Nullable PreparedPlan plan(SqlSelect select) {
    SqlNode from = select.getFrom();
    if (from == null || !isPlain(select)) {
      return null;
    }
    Target target =
        from.getKind() == SqlKind.AS && ((SqlCall) from).operandCount() == 2
            ? target(((SqlCall) from).operand(0), ((SqlCall) from).operand(1))
            : target(from, null);
    KeyCondition condition = target == null ? null : condition(target, select.getWhere());
    List<ResultColumn> columns =
        target == null || condition == null ? null : columns(target, select.getSelectList());
    if (target == null || condition == null || columns == null) {
      return null;
    }
    List<Integer> positions =
        columns.stream().map(column -> target.table().columnIndex(column.name())).toList();
    IndexScanSource row = condition.source(positions, false);
    return new PointSelectPlan(
        columns, condition.parameterTypes(), describe("PointSelect", row), row);
  }

  private static boolean isPlain(SqlSelect select) {
    return ((SqlNodeList) select.getOperandList().get(0)).isEmpty()
        && select.getGroup() == null
        && select.getHaving() == null
        && select.getWindowList().isEmpty()
        && select.getQualify() == null
        && select.getOrderList() == null
        && select.getOffset() == null
        && select.getFetch() == null
        && !select.hasHints();
  }

  private static @Nullable List<ResultColumn> columns(Target target, List<SqlNode> items) {
    List<ResultColumn> columns = new ArrayList<>();
    if (items.size() == 1
        && items.get(0) instanceof SqlIdentifier star
        && star.isStar()
        && star.names.size() == 1) {
      for (int i = 0; i < target.table().columns().size(); i++) {
        columns.add(column(target.table(), i, target.table().columns().get(i).name()));
      }
      return columns;
    }
    Set<String> labels = new HashSet<>();
    Set<Integer> used = new HashSet<>();
    for (SqlNode item : items) {
      boolean labelled = item.getKind() == SqlKind.AS;
      int column = target.column(labelled ? ((SqlCall) item).operand(0) : item);
      if (column < 0 || !used.add(column)) {
        return null;
      }
      String label =
          labelled
              ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple()
              : target.table().columns().get(column).name();
      if (!labels.add(label)) {
        return null;
      }
      columns.add(column(target.table(), column, label));
    }
    return columns;
  }

  private static ResultColumn column(TableDescriptor table, int position, String label) {
    ColumnDescriptor column = table.columns().get(position);
    return new ResultColumn(
        label,
        column.name(),
        table.name(),
        table.schema(),
        column.type(),
        column.nullable(),
        column.identity() != ColumnDescriptor.Identity.NONE);
  }

  private @Nullable PreparedPlan plan(SqlDelete delete) {
    Target target = target(delete.getTargetTable(), delete.getAlias());
    KeyCondition condition = target == null ? null : condition(target, delete.getCondition());
    if (condition == null) {
      return null;
    }
    IndexScanSource row = condition.source(List.of(), true);
    return new PointDeletePlan(condition.parameterTypes(), describe("PointDelete", row), row);
  }

  private @Nullable PreparedPlan plan(SqlUpdate update) {
    Target target = target(update.getTargetTable(), update.getAlias());
    KeyCondition condition = target == null ? null : condition(target, update.getCondition());
    if (target == null || condition == null) {
      return null;
    }
    if (target.table().columns().stream().anyMatch(column -> column.generatedSql() != null)) {
      return null;
    }
    List<SqlNode> names = update.getTargetColumnList();
    List<Assignment> assignments = new ArrayList<>();
    Set<Integer> assigned = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      int column = target.column(names.get(i));
      if (column < 0 || !assigned.add(column)) {
        return null;
      }
      Assignment assignment = condition.assignment(column, update.getSourceExpressionList().get(i));
      if (assignment == null) {
        return null;
      }
      assignments.add(assignment);
    }
    List<Integer> all = IntStream.range(0, target.table().columns().size()).boxed().toList();
    IndexScanSource row = condition.source(all, true);
    return new PointUpdatePlan(
        condition.parameterTypes(), describe("PointUpdate", row), row, assignments);
  }

  /** The condition if it fixes the whole of a unique key, else null. */
  private static @Nullable KeyCondition condition(Target target, @Nullable SqlNode where) {
    KeyCondition condition = new KeyCondition(target.table());
    return where != null && addConjuncts(target, where, condition) && condition.findsKey()
        ? condition
        : null;
  }

  private static boolean addConjuncts(Target target, SqlNode node, KeyCondition condition) {
    if (!(node instanceof SqlBasicCall call) || call.operandCount() != 2) {
      return false;
    }
    SqlNode left = call.operand(0);
    SqlNode right = call.operand(1);
    if (call.getKind() == SqlKind.AND) {
      return addConjuncts(target, left, condition) && addConjuncts(target, right, condition);
    }
    int column = target.column(left);
    return column >= 0
        ? condition.add(column, call.getKind(), right)
        : condition.add(target.column(right), call.getKind().reverse(), left);
  }

  private static String describe(String operation, IndexScanSource row) {
    TableDescriptor table = row.table();
    List<Comparand> key = row.ranges().get(0).equal().stream().map(KeyCondition::required).toList();
    String bounds =
        IntStream.range(0, key.size())
            .mapToObj(
                i ->
                    KeyCondition.text(
                        table.columns().get(row.index().columns().get(i).column()).name(),
                        "=",
                        key.get(i)))
            .collect(Collectors.joining(" AND "));
    String pushed =
        row.predicates().stream()
            .map(predicate -> KeyCondition.text(table, predicate))
            .collect(Collectors.joining(" AND "));
    String columns =
        row.columns().stream()
            .map(column -> table.columns().get(column).name())
            .collect(Collectors.joining(", "));
    return operation
        + " "
        + table.schema()
        + "."
        + table.name()
        + " via "
        + row.index().name()
        + " bounds=["
        + bounds
        + "]"
        + (pushed.isEmpty() ? "" : " pushed=[" + pushed + "]")
        + (operation.equals("PointSelect") ? " columns=[" + columns + "]" : "");
  }
}
