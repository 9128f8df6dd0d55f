package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.LockedTable;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.operator.LockingQueryPlan;
import org.lightningdb.sql.exec.operator.RowNumber;
import org.lightningdb.sql.parser.ast.LockingSelect;
import org.lightningdb.sql.parser.ast.RowLockClause;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;

/**
 * Plans SELECT … FOR UPDATE and its kin: the query yields the keys of the rows that it reads beside
 * its own columns, and the plan locks them. A LIMIT counts rows that were locked, so if locked ones
 * are skipped it stands above the locks.
 */
final class LockingPlanner {
  private final StatementParts parts;
  private final LockingSelect statement;
  private final Map<String, LockedTable.Builder> locked = new LinkedHashMap<>();
  private final List<SqlNode> rowKeys = new ArrayList<>();
  private boolean unknown;

  LockingPlanner(StatementParts parts, LockingSelect statement) {
    this.parts = parts;
    this.statement = statement;
  }

  PreparedPlan.QueryPlan plan() {
    SqlOrderBy order = statement.query() instanceof SqlOrderBy ordered ? ordered : null;
    SqlNode body = order == null ? statement.query() : order.query;
    String clause = statement.clauses().get(0).text();
    LockableQuery.check(body, order, clause);
    SqlSelect select = (SqlSelect) body;
    SqlNode from = select.getFrom();
    if (from != null) {
      select.setFrom(withRowKeys(from, false));
    }
    if (!unknown) {
      statement.clauses().forEach(this::requireTables);
    }
    List<SqlNode> items = new ArrayList<>(select.getSelectList());
    items.addAll(rowKeys);
    select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
    boolean skips = locked.values().stream().anyMatch(table -> table.whenLocked() == LockWait.SKIP);
    RowNumber offset = order == null || !skips ? null : rowNumber(order.offset);
    RowNumber fetch = order == null || !skips ? null : rowNumber(order.fetch);
    PreparedPlan.QueryPlan query =
        parts.queryWithRowKeys(order == null ? select : ordered(order, select, skips));
    if (unknown) {
      throw notBaseTable(statement.clauses().get(0));
    }
    int columns = query.columns().size() - rowKeys.size();
    List<LockedTable> tables = new ArrayList<>();
    for (LockedTable.Builder table : locked.values()) {
      tables.add(table.build(columns + tables.size()));
    }
    return new LockingQueryPlan(
        query.columns().subList(0, columns),
        parts.parameterTypes(),
        describe(query, tables),
        query,
        tables,
        offset,
        fetch);
  }

  private static SqlNode ordered(SqlOrderBy order, SqlSelect select, boolean limitAbove) {
    return limitAbove && order.orderList.isEmpty()
        ? select
        : new SqlOrderBy(
            order.getParserPosition(),
            select,
            order.orderList,
            limitAbove ? null : order.offset,
            limitAbove ? null : order.fetch);
  }

  private @Nullable RowNumber rowNumber(@Nullable SqlNode node) {
    if (node == null) {
      return null;
    }
    if (node instanceof SqlDynamicParam parameter) {
      parts.parameter(parameter.getIndex(), SqlType.of(TypeKind.BIGINT));
      return new RowNumber.Parameter(parameter.getIndex());
    }
    return new RowNumber.Known(((SqlLiteral) node).longValue(true));
  }

  /** The same part of FROM with the tables to be locked having row keys. */
  private SqlNode withRowKeys(SqlNode from, boolean nullable) {
    if (from instanceof SqlJoin join) {
      LockableQuery.checkNotNatural(join, statement.clauses().get(0).text());
      JoinType type = join.getJoinType();
      boolean leftNullable = nullable || type == JoinType.RIGHT || type == JoinType.FULL;
      boolean rightNullable = nullable || type == JoinType.LEFT || type == JoinType.FULL;
      join.setLeft(withRowKeys(join.getLeft(), leftNullable));
      join.setRight(withRowKeys(join.getRight(), rightNullable));
      return join;
    }
    if (from instanceof SqlIdentifier name) {
      return table(from, name, name.getComponent(name.names.size() - 1), nullable);
    }
    if (from.getKind() == SqlKind.AS && from instanceof SqlBasicCall as) {
      SqlNode named = as.operand(0);
      SqlIdentifier alias = as.operand(1);
      return named instanceof SqlIdentifier name && as.operandCount() == 2
          ? table(from, name, alias, nullable)
          : notLockable(from, alias.getSimple());
    }
    return notLockable(from, null);
  }

  private SqlNode table(SqlNode from, SqlIdentifier name, SqlIdentifier alias, boolean nullable) {
    List<RowLockClause> clauses = clausesFor(alias.getSimple());
    if (clauses.isEmpty()) {
      return from;
    }
    TableDescriptor table = parts.findTable(name);
    if (table == null) {
      unknown = true;
      return from; // If it is not there, planning the query fails.
    }
    RowLockClause first = clauses.get(0);
    if (nullable) {
      throw LockableQuery.refused(
          first.text() + " cannot be applied to the nullable side of an outer join",
          first.position());
    }
    LockedTable.Builder builder = new LockedTable.Builder(table);
    clauses.forEach(
        clause ->
            builder.add(
                clause.exclusive() ? LockMode.EXCLUSIVE : LockMode.SHARED,
                LockWait.valueOf(clause.whenLocked().name())));
    if (locked.put(alias.getSimple(), builder) == null) {
      rowKeys.add(
          SqlStdOperatorTable.AS.createCall(
              SqlParserPos.ZERO,
              alias.plus(CatalogTable.ROW_KEY, SqlParserPos.ZERO),
              new SqlIdentifier(CatalogTable.ROW_KEY + locked.size(), SqlParserPos.ZERO)));
    }
    return SqlStdOperatorTable.AS.createCall(
        from.getParserPosition(),
        new SqlIdentifier(CatalogSchemas.withRowKey(table), name.getParserPosition()),
        alias);
  }

  private SqlNode notLockable(SqlNode from, @Nullable String alias) {
    for (RowLockClause clause : statement.clauses()) {
      if (clause.tables().isEmpty() || (alias != null && names(clause, alias))) {
        throw notBaseTable(clause);
      }
    }
    return from;
  }

  private static DbException notBaseTable(RowLockClause clause) {
    return LockableQuery.refused(
        clause.text() + " of anything but a base table in FROM", clause.position());
  }

  private List<RowLockClause> clausesFor(String alias) {
    return statement.clauses().stream()
        .filter(clause -> clause.tables().isEmpty() || names(clause, alias))
        .toList();
  }

  private static boolean names(RowLockClause clause, String alias) {
    return clause.tables().stream().anyMatch(table -> table.getSimple().equalsIgnoreCase(alias));
  }

  private void requireTables(RowLockClause clause) {
    for (SqlIdentifier table : clause.tables()) {
      if (locked.keySet().stream().noneMatch(table.getSimple()::equalsIgnoreCase)) {
        throw DbException.of(
                SqlState.UNDEFINED_TABLE,
                "relation \""
                    + table.getSimple()
                    + "\" in "
                    + clause.text()
                    + " clause not found in FROM clause")
            .atPosition(
                table.getParserPosition().getLineNum(), table.getParserPosition().getColumnNum());
      }
    }
    if (clause.tables().isEmpty() && locked.isEmpty()) {
      throw notBaseTable(clause);
    }
  }

  private static String describe(PreparedPlan.QueryPlan query, List<LockedTable> tables) {
    StringBuilder text = new StringBuilder("LockRows");
    for (LockedTable table : tables) {
      text.append(' ')
          .append(table.table().schema())
          .append('.')
          .append(table.table().name())
          .append(table.mode() == LockMode.EXCLUSIVE ? " exclusive" : " shared")
          .append(
              switch (table.whenLocked()) {
                case WAIT -> "";
                case FAIL -> " nowait";
                case SKIP -> " skip locked";
              });
    }
    return text + "\n" + query.explain().indent(2).stripTrailing();
  }
}
