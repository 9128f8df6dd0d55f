package org.lightningdb.sql.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.sql.parser.ast.SourceText;
import org.lightningdb.sql.parser.ast.StarColumns;

/**
 * Writes, in the text of a query, columns for stars: a column that a table gets later is none of
 * the view's. The validator gives the columns it puts in place of a star the star's position.
 */
final class FrozenStars {
  /**
   * The list of a SELECT that has stars.
   *
   * @param items how many there are, stars included
   * @param stars where they stand
   */
  private record Starred(int items, Map<Integer, SqlParserPos> stars) {}

  private final String sql;
  private final Map<SqlParserPos, Starred> lists = new HashMap<>();

  /**
   * @param query the tree of the text, not validated
   */
  FrozenStars(String sql, SqlNode query) {
    this.sql = sql;
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlSelect select) {
              note(select);
            }
            if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
              throw DbException.notSupported("TABLE in a view (write SELECT * FROM)");
            }
            return super.visit(call);
          }
        });
  }

  private void note(SqlSelect select) {
    Map<Integer, SqlParserPos> stars = new TreeMap<>();
    List<SqlNode> items = select.getSelectList();
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      if (item instanceof SqlStarReplace) {
        throw DbException.notSupported("* REPLACE in a view");
      }
      if (item instanceof SqlStarExclude || StarColumns.isStar(item)) {
        stars.put(i, item.getParserPosition());
      }
    }
    if (!stars.isEmpty()) {
      lists.put(select.getParserPosition(), new Starred(items.size(), stars));
    }
  }

  /** The text with columns, those of the validated query, for stars. */
  String replace(SqlNode validated) {
    TreeMap<Integer, Runnable> changes = new TreeMap<>(Comparator.reverseOrder());
    StringBuilder frozen = new StringBuilder(sql);
    validated.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlSelect select) {
              Starred starred = lists.get(select.getParserPosition());
              if (starred != null) {
                columns(starred, select.getSelectList())
                    .forEach(
                        (star, columns) ->
                            changes.put(
                                SourceText.offset(sql, star.getLineNum(), star.getColumnNum()),
                                () -> write(frozen, star, columns)));
              }
            }
            return super.visit(call);
          }
        });
    changes.values().forEach(Runnable::run);
    return frozen.toString();
  }

  /** What stands for each star: all that is new if there is one, else what has its position. */
  private static Map<SqlParserPos, List<SqlNode>> columns(Starred starred, List<SqlNode> expanded) {
    Map<SqlParserPos, List<SqlNode>> columns = new LinkedHashMap<>();
    int added = expanded.size() - (starred.items() - starred.stars().size());
    int found = 0;
    for (Map.Entry<Integer, SqlParserPos> star : starred.stars().entrySet()) {
      SqlParserPos position = star.getValue();
      List<SqlNode> list =
          starred.stars().size() == 1
              ? expanded.subList(star.getKey(), star.getKey() + added)
              : expanded.stream().filter(item -> startsAt(item, position)).toList();
      columns.put(position, list);
      found += list.size();
    }
    if (found != added) {
      throw DbException.notSupported("several stars over a join with common columns in a view");
    }
    return columns;
  }

  private static boolean startsAt(SqlNode item, SqlParserPos position) {
    SqlParserPos start = item.getParserPosition();
    return start.getLineNum() == position.getLineNum()
        && start.getColumnNum() == position.getColumnNum();
  }

  private void write(StringBuilder text, SqlParserPos star, List<SqlNode> columns) {
    int start = SourceText.offset(sql, star.getLineNum(), star.getColumnNum());
    int end = SourceText.offset(sql, star.getEndLineNum(), star.getEndColumnNum()) + 1;
    String list = String.join(", ", columns.stream().map(FrozenStars::text).toList());
    boolean fromFirst = sql.substring(start, end).equalsIgnoreCase("FROM");
    text.replace(start, end, fromFirst ? "SELECT " + list + " FROM" : list);
  }

  private static String text(SqlNode item) {
    if (item.getKind() == SqlKind.AS) {
      SqlCall named = (SqlCall) item;
      return text(named.operand(0)) + " AS " + sql(named.operand(1));
    }
    return sql(withoutInnerNames(item));
  }

  /** The validator names the operands of what it makes of common columns. */
  private static SqlNode withoutInnerNames(SqlNode value) {
    SqlNode bare =
        value.accept(
            new SqlShuttle() {
              @Override
              public @Nullable SqlNode visit(SqlCall call) {
                return call.getKind() == SqlKind.AS
                    ? call.getOperandList().get(0).accept(this)
                    : super.visit(call);
              }
            });
    return bare == null ? value : bare;
  }

  private static String sql(SqlNode node) {
    return node.toSqlString(
            config ->
                config.withDialect(PostgresqlSqlDialect.DEFAULT).withQuoteAllIdentifiers(true))
        .getSql();
  }
}
