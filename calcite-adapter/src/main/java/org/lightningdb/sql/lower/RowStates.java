package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;

/**
 * Names of other states of a row than the one its table's name stands for: {@code OLD.x}, {@code
 * NEW.x}, {@code EXCLUDED.x}. They are hidden columns beside those of the table.
 */
final class RowStates {
  private final TableDescriptor table;
  private final SqlIdentifier alias;
  private final Set<String> states;
  private boolean used;

  /**
   * @param alias the name of the table in the statement; no state is known by it
   * @param states the names of the states
   */
  RowStates(TableDescriptor table, SqlIdentifier alias, Set<String> states) {
    this.table = table;
    this.alias = alias;
    this.states = states;
  }

  /** The columns of a state. */
  static List<ColumnDescriptor> columns(TableDescriptor table, String state) {
    List<ColumnDescriptor> columns = new ArrayList<>();
    for (ColumnDescriptor column : table.columns()) {
      columns.add(
          new ColumnDescriptor(
              hidden(state, column.name()), column.type(), true, null, Identity.NONE));
    }
    return columns;
  }

  private static String hidden(String state, String column) {
    return "\u0001" + state + "." + column;
  }

  /** Whether a state has been named. */
  boolean used() {
    return used;
  }

  /** The state that a qualified name is about; empty if it is about none. */
  String stateOf(SqlIdentifier name) {
    String qualifier = name.names.size() == 2 ? name.names.get(0).toUpperCase(Locale.ROOT) : "";
    boolean isState = states.contains(qualifier) && !alias.getSimple().equalsIgnoreCase(qualifier);
    return isState ? qualifier : "";
  }

  /** A hidden column. */
  SqlIdentifier column(String state, String column, SqlParserPos position) {
    used = true;
    return new SqlIdentifier(List.of(alias.getSimple(), hidden(state, column)), position);
  }

  /** The expression with the names of states replaced. */
  SqlNode replaced(SqlNode expression) {
    SqlNode result =
        expression.accept(
            new SqlShuttle() {
              @Override
              public SqlNode visit(SqlIdentifier name) {
                String state = name.isStar() ? "" : stateOf(name);
                return state.isEmpty() ? name : column(state, columnName(name), position(name));
              }

              @Override
              public SqlNode visit(SqlCall call) {
                CallCopyingArgHandler handler = new CallCopyingArgHandler(call, false);
                call.getOperator().acceptCall(this, call, false, handler);
                return handler.result();
              }
            });
    if (result == null) {
      throw new IllegalStateException("an expression without names");
    }
    return result;
  }

  /** The table's column that the last part of a name means. */
  String columnName(SqlIdentifier name) {
    List<String> names = table.columns().stream().map(ColumnDescriptor::name).toList();
    return names.get(
        CatalogNames.column(name.getComponent(name.names.size() - 1), names, table.name()));
  }

  private static SqlParserPos position(SqlIdentifier name) {
    return name.getParserPosition();
  }
}
