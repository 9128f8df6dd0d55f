package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.FunctionCatalog;
import org.lightningdb.sql.bind.OwnRowsTable;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.ReturningPlan;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.parser.ast.ReturningStatement;
import org.lightningdb.sql.plan.SelectNodes;

/**
 * Plans RETURNING as a query of the changed rows. The table's name stands for their new states, or
 * the old ones where rows are deleted; OLD and NEW, and in a MERGE the action, are hidden columns.
 */
final class ReturningPlanner {
  private static final String OLD = "OLD";
  private static final String NEW = "NEW";
  private static final String ACTION = "\u0001ACTION";
  private static final String ACTION_FUNCTION = "MERGE_ACTION";
  private static final int ACTION_CHARACTERS = 6;

  private final StatementParts parts;
  private final TableDescriptor table;
  private final SqlIdentifier alias;
  private final boolean merge;
  private final RowStates states;
  private final List<SqlNode> items;

  ReturningPlanner(StatementParts parts, ReturningStatement statement) {
    ChangeTarget target = ChangeTarget.of(statement.change());
    this.parts = parts;
    this.table = parts.target(target.table());
    this.alias = ChangePlanner.alias(target.alias(), table);
    this.merge = statement.change() instanceof MergeStatement;
    this.states = new RowStates(table, alias, Set.of(OLD, NEW));
    this.items = new ArrayList<>();
    statement.items().forEach(this::addItem);
  }

  /** Whether rows are wanted as they were before an update. */
  boolean wantsOld() {
    return states.used();
  }

  ReturningPlan plan(PreparedPlan.ModifyPlan change) {
    List<ColumnDescriptor> columns = new ArrayList<>(table.columns());
    columns.addAll(RowStates.columns(table, OLD));
    columns.addAll(RowStates.columns(table, NEW));
    columns.add(
        new ColumnDescriptor(
            ACTION, SqlType.varchar(ACTION_CHARACTERS), false, null, Identity.NONE));
    OwnRowsTable changed = new OwnRowsTable(table.schema(), ReturningPlan.CHANGED, columns);
    SqlNode from =
        SqlStdOperatorTable.AS.createCall(
            SqlParserPos.ZERO,
            new SqlIdentifier(List.of(table.schema(), ReturningPlan.CHANGED), SqlParserPos.ZERO),
            alias);
    PreparedPlan.QueryPlan query =
        parts.queryOfOwnRows(SelectNodes.select(items, from, null), changed, List.of());
    List<ResultColumn> described = query.columns().stream().map(this::described).toList();
    return new ReturningPlan(change, described, parts.parameterTypes(), query);
  }

  /** Columns of the changed rows are columns of the table. */
  private ResultColumn described(ResultColumn column) {
    if (!column.table().equals(ReturningPlan.CHANGED)) {
      return column;
    }
    int position = table.columnIndex(column.name());
    boolean known = position >= 0;
    return new ResultColumn(
        column.label(),
        known ? column.name() : column.label(),
        known ? table.name() : "",
        known ? table.schema() : "",
        column.type(),
        column.nullable(),
        known && table.columns().get(position).identity() != Identity.NONE);
  }

  private void addItem(SqlNode item) {
    if (item instanceof SqlIdentifier name && name.isStar()) {
      addStar(name);
      return;
    }
    checkRowByRow(item);
    SqlNode replaced = states.replaced(withAction(item));
    boolean hidden = replaced instanceof SqlIdentifier && !replaced.equals(item);
    items.add(hidden && item instanceof SqlIdentifier name ? as(replaced, name) : replaced);
  }

  private SqlNode as(SqlNode column, SqlIdentifier name) {
    return as(column, states.columnName(name), name.getParserPosition());
  }

  private static SqlNode as(SqlNode column, String label, SqlParserPos position) {
    return SqlStdOperatorTable.AS.createCall(position, column, new SqlIdentifier(label, position));
  }

  private void addStar(SqlIdentifier star) {
    SqlParserPos position = star.getParserPosition();
    String qualifier = star.names.size() == 1 ? alias.getSimple() : star.names.get(0);
    String state = states.stateOf(star);
    if (state.isEmpty() && !qualifier.equalsIgnoreCase(alias.getSimple())) {
      items.add(star);
      return;
    }
    for (ColumnDescriptor column : table.columns()) {
      items.add(
          state.isEmpty()
              ? alias.plus(column.name(), position)
              : as(states.column(state, column.name(), position), column.name(), position));
    }
  }

  private SqlNode withAction(SqlNode item) {
    if (!merge) {
      return item;
    }
    SqlNode replaced =
        item.accept(
            new SqlShuttle() {
              @Override
              public @Nullable SqlNode visit(SqlCall call) {
                boolean action =
                    call.operandCount() == 0
                        && call.getOperator() instanceof SqlFunction
                        && call.getOperator().getName().equalsIgnoreCase(ACTION_FUNCTION);
                return action ? alias.plus(ACTION, call.getParserPosition()) : super.visit(call);
              }
            });
    if (replaced == null) {
      throw new IllegalStateException("an item of RETURNING");
    }
    return replaced instanceof SqlIdentifier && !(item instanceof SqlIdentifier)
        ? as(replaced, ACTION_FUNCTION, item.getParserPosition())
        : replaced;
  }

  /** RETURNING is about each row by itself. */
  private static void checkRowByRow(SqlNode item) {
    Set<String> aggregates = new TreeSet<>();
    FunctionCatalog.OPERATORS.getOperatorList().stream()
        .filter(SqlOperator::isAggregator)
        .forEach(operator -> aggregates.add(operator.getName().toUpperCase(Locale.ROOT)));
    item.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
              return null;
            }
            String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
            if (call.getKind() == SqlKind.OVER) {
              throw refused("a window function", call);
            }
            if (call.getOperator() instanceof SqlFunction && aggregates.contains(name)) {
              throw refused("an aggregate function", call);
            }
            return super.visit(call);
          }
        });
  }

  private static DbException refused(String what, SqlNode where) {
    return TargetColumns.at(
        DbException.of(SqlState.GROUPING_ERROR, what + " is not allowed in RETURNING"), where);
  }
}
