package org.lightningdb.sql.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.PreparedPlan.ModifyPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.name.NearestName;

/** Collects the keys of the rows that one attempt at an INSERT writes. */
final class GeneratedKeys implements ModifyPlan.KeySink {
  private final TableDescriptor table;
  private final List<Integer> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private GeneratedKeys(TableDescriptor table, List<Integer> columns) {
    this.table = table;
    this.columns = List.copyOf(columns);
  }

  /**
   * The collector that the caller asked for.
   *
   * @param wanted as in {@link ExecuteOptions#generatedKeys}
   * @return null if nothing is to be collected
   */
  static @Nullable GeneratedKeys of(
      ModifyPlan plan, CatalogSnapshot catalog, @Nullable List<String> wanted) {
    if (wanted == null || !plan.insert()) {
      return null;
    }
    TableDescriptor planned = plan.table();
    TableDescriptor table = catalog.table(planned.schema(), planned.name());
    if (table == null) {
      throw DbException.of(
          SqlState.SERIALIZATION_FAILURE, "table " + planned.name() + " was dropped meanwhile");
    }
    return new GeneratedKeys(table, wanted.isEmpty() ? automatic(table) : named(table, wanted));
  }

  @Override
  public List<Integer> columns() {
    return columns;
  }

  @Override
  public void accept(List<@Nullable Object> values) {
    rows.add(new ArrayList<>(values));
  }

  StatementResult toResult() {
    List<ResultColumn> described = columns.stream().map(this::describe).toList();
    return new Results.Rows(described, new TextRows(described, rows));
  }

  private ResultColumn describe(int position) {
    ColumnDescriptor column = table.columns().get(position);
    return new ResultColumn(
        column.name(),
        column.name(),
        table.name(),
        table.schema(),
        column.type(),
        column.nullable(),
        column.identity() != Identity.NONE);
  }

  private static List<Integer> automatic(TableDescriptor table) {
    List<Integer> identities = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).identity() != Identity.NONE) {
        identities.add(i);
      }
    }
    return identities.isEmpty()
        ? table.primary().columns().stream().map(KeyColumn::column).toList()
        : identities;
  }

  private static List<Integer> named(TableDescriptor table, List<String> wanted) {
    return wanted.stream().map(name -> position(table, name)).toList();
  }

  private static int position(TableDescriptor table, String name) {
    int exact = table.columnIndex(name);
    if (exact >= 0) {
      return exact;
    }
    List<String> names = table.columns().stream().map(ColumnDescriptor::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw DbException.of(
            SqlState.UNDEFINED_COLUMN,
            "column \""
                + name
                + "\" does not exist in table "
                + table.name()
                + NearestName.hint(name, names))
        .atColumn(table.name(), name);
  }
}
