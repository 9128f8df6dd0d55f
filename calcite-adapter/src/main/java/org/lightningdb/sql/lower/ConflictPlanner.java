package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.OwnRowsTable;
import org.lightningdb.sql.exec.ConflictAction;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.parser.ast.ConflictClause;
import org.lightningdb.sql.plan.ExpressionParser;
import org.lightningdb.sql.plan.Preset;
import org.lightningdb.sql.plan.SelectNodes;

/**
 * Plans ON CONFLICT. DO UPDATE is a query of the rows in the way, beside which the rows that they
 * keep out are hidden columns, called EXCLUDED.
 */
final class ConflictPlanner {
  private static final String EXCLUDED = "EXCLUDED";
  private static final String NUMBER = "\u0001NUMBER";

  private final StatementParts parts;
  private final ExpressionParser expressionParser;
  private final TableDescriptor table;
  private final SqlIdentifier alias;
  private final RowStates states;

  /**
   * @param alias the name of the table in the statement; null = its own
   */
  ConflictPlanner(
      StatementParts parts,
      ExpressionParser expressionParser,
      TableDescriptor table,
      @Nullable SqlIdentifier alias) {
    this.parts = parts;
    this.expressionParser = expressionParser;
    this.table = table;
    this.alias = ChangePlanner.alias(alias, table);
    this.states = new RowStates(table, this.alias, Set.of(EXCLUDED));
  }

  ConflictAction plan(ConflictClause clause) {
    List<IndexDescriptor> arbiters = arbiters(clause);
    ConflictClause.Update update = clause.update();
    return new ConflictAction(arbiters, update == null ? null : plan(update));
  }

  /** The clause as EXPLAIN shows it. */
  static String describe(ConflictAction action) {
    List<String> names = action.arbiters().stream().map(IndexDescriptor::name).toList();
    return " on conflict " + names + (action.update() == null ? " do nothing" : " do update");
  }

  private List<IndexDescriptor> arbiters(ConflictClause clause) {
    SqlIdentifier constraint = clause.constraint();
    SqlNodeList columns = clause.columns();
    if (constraint != null) {
      return List.of(named(constraint));
    }
    if (columns != null) {
      return matching(columns, clause);
    }
    if (clause.update() != null) {
      throw at(
          SqlState.SYNTAX_ERROR,
          "ON CONFLICT DO UPDATE needs the columns or the constraint it is about",
          clause.position());
    }
    return unique().toList();
  }

  /** The unique indexes that are about all rows. */
  private Stream<IndexDescriptor> unique() {
    return Stream.concat(
            table.hasPrimaryKey() ? Stream.of(table.primary()) : Stream.of(),
            table.indexes().stream().filter(IndexDescriptor::unique))
        .filter(index -> index.whereSql() == null);
  }

  private IndexDescriptor named(SqlIdentifier constraint) {
    String name = constraint.getSimple();
    return unique()
        .filter(index -> index.constraint() || index.primary())
        .filter(index -> matches(index.name(), constraint))
        .findFirst()
        .orElseThrow(
            () ->
                at(
                    SqlState.UNDEFINED_OBJECT,
                    "unique constraint \""
                        + name
                        + "\" of table "
                        + table.name()
                        + " does not exist",
                    constraint.getParserPosition()));
  }

  private static boolean matches(String name, SqlIdentifier written) {
    return written.isComponentQuoted(0)
        ? name.equals(written.getSimple())
        : name.equalsIgnoreCase(written.getSimple());
  }

  /** The unique indexes of exactly these columns, in any order. */
  private List<IndexDescriptor> matching(SqlNodeList columns, ConflictClause clause) {
    Set<Integer> wanted = new HashSet<>(TargetColumns.of(table, columns));
    List<IndexDescriptor> found = unique().filter(index -> isOf(index, wanted)).toList();
    if (found.isEmpty()) {
      throw at(
          SqlState.INVALID_COLUMN_REFERENCE,
          "no unique index or constraint of table "
              + table.name()
              + " is about the columns of ON CONFLICT",
          columns.getParserPosition());
    }
    if (clause.predicate() != null) {
      throw DbException.notSupported("ON CONFLICT with a condition of a partial index");
    }
    return found;
  }

  private static boolean isOf(IndexDescriptor index, Set<Integer> columns) {
    Set<Integer> keys = new HashSet<>();
    index.columns().stream().map(KeyColumn::column).forEach(keys::add);
    return keys.equals(columns);
  }

  private ConflictAction.Update plan(ConflictClause.Update update) {
    List<Integer> changed = TargetColumns.of(table, update.columns());
    List<Preset> presets = new ArrayList<>();
    List<SqlNode> items = new ArrayList<>();
    items.add(alias.plus(NUMBER, SqlParserPos.ZERO));
    for (ColumnDescriptor column : table.columns()) {
      items.add(alias.plus(column.name(), SqlParserPos.ZERO));
    }
    for (int i = 0; i < changed.size(); i++) {
      SqlNode value = value(changed.get(i), update.values().get(i));
      if (value instanceof SqlDynamicParam parameter) {
        presets.add(new Preset(parameter, table.columns().get(changed.get(i)).type()));
      }
      items.set(changed.get(i) + 1, value);
    }
    SqlNode where = update.where() == null ? null : states.replaced(update.where());
    SqlNode from =
        SqlStdOperatorTable.AS.createCall(
            SqlParserPos.ZERO,
            new SqlIdentifier(List.of(table.schema(), ConflictAction.CONFLICTS), SqlParserPos.ZERO),
            alias);
    PreparedPlan.QueryPlan query =
        parts.queryOfOwnRows(SelectNodes.select(items, from, where), conflicts(), presets);
    for (int column : changed) {
      TargetColumns.checkAssignable(table, column, query.columns().get(column + 1).type());
    }
    return new ConflictAction.Update(query, changed);
  }

  private OwnRowsTable conflicts() {
    List<ColumnDescriptor> columns = new ArrayList<>();
    columns.add(
        new ColumnDescriptor(NUMBER, SqlType.of(TypeKind.BIGINT), false, null, Identity.NONE));
    columns.addAll(table.columns());
    columns.addAll(RowStates.columns(table, EXCLUDED));
    return new OwnRowsTable(table.schema(), ConflictAction.CONFLICTS, columns);
  }

  private SqlNode value(int column, SqlNode written) {
    ColumnDescriptor target = table.columns().get(column);
    if (written.getKind() != SqlKind.DEFAULT) {
      TargetColumns.checkNotAlwaysIdentity(table, column, written);
      return states.replaced(written);
    }
    if (target.identity() != Identity.NONE) {
      throw DbException.notSupported("DEFAULT of an identity column in DO UPDATE");
    }
    return ChangePlanner.defaultOf(target, expressionParser);
  }

  private static DbException at(SqlState state, String message, SqlParserPos position) {
    return DbException.of(state, message)
        .atPosition(position.getLineNum(), position.getColumnNum());
  }
}
