package org.lightningdb.sql.ddl;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.bind.FunctionCatalog;
import org.lightningdb.sql.parser.ast.ColumnDefinition;
import org.lightningdb.sql.parser.ast.TableElements;

/** What may not stand in GENERATED ALWAYS AS: anything that depends on more than the row. */
final class GeneratedExpressions {
  private static final Set<String> OF_SESSION =
      Set.of("USER", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "CURRENT_SCHEMA", "NOW");

  private GeneratedExpressions() {}

  static void check(ColumnDefinition column, TableElements elements, String table) {
    SqlNode expression = column.generated();
    if (expression == null) {
      return;
    }
    Set<String> varying = new TreeSet<>(OF_SESSION);
    FunctionCatalog.OPERATORS.getOperatorList().stream()
        .filter(operator -> operator.isDynamicFunction() || !operator.isDeterministic())
        .map(SqlOperator::getName)
        .forEach(varying::add);
    expression.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
              throw refused("a query", call);
            }
            checkConstant(call.getOperator().getName(), call);
            return super.visit(call);
          }

          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            throw refused("a parameter", parameter);
          }

          @Override
          public @Nullable Void visit(SqlIdentifier name) {
            if (name.isSimple()) {
              checkConstant(name.getSimple(), name);
            }
            if (isGenerated(name.names.get(name.names.size() - 1), elements)) {
              throw refused("a generated column", name);
            }
            return null;
          }

          private void checkConstant(String name, SqlNode place) {
            if (varying.contains(name.toUpperCase(Locale.ROOT))) {
              throw refused(name + ": it is not always the same", place);
            }
          }

          private DbException refused(String what, SqlNode place) {
            return DbException.of(
                    SqlState.INVALID_DEFINITION,
                    "column \"" + column.name().getSimple() + "\" cannot be generated from " + what)
                .atColumn(table, column.name().getSimple())
                .atPosition(
                    place.getParserPosition().getLineNum(),
                    place.getParserPosition().getColumnNum());
          }
        });
  }

  private static boolean isGenerated(String name, TableElements elements) {
    return elements.columns().stream()
        .anyMatch(other -> other.generated() != null && other.name().getSimple().equals(name));
  }
}
