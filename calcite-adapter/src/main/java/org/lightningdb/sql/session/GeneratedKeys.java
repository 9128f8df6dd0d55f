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
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.ChangeObserver;
import org.lightningdb.sql.exec.MergePlan;
import org.lightningdb.sql.exec.PreparedPlan.ModifyPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.storage.vector.VectorBatch;

/** Collects the keys of the rows that one attempt at an INSERT writes. */
final class GeneratedKeys implements ChangeObserver {
  private final boolean merge;
  private final TableDescriptor table;
  private final List<Integer> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private GeneratedKeys(TableDescriptor table, List<Integer> columns, boolean merge) {
    this.merge = merge;
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
    return new GeneratedKeys(
        table,
        wanted.isEmpty() ? automatic(table) : named(table, wanted),
        plan instanceof MergePlan);
  }

  @Override
  public void inserted(VectorBatch batch, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int column : columns) {
      SqlType type = table.columns().get(column).type();
      values.add(VectorValues.get(batch.column(column), row, type));
    }
    rows.add(values);
  }

  /** An INSERT that updates instead has keys as well; a MERGE has those of the rows that came. */
  @Override
  public void updated(@Nullable Object @Nullable [] old, VectorBatch batch, int row) {
    if (!merge) {
      inserted(batch, row);
    }
  }

  @Override
  public void deleted(@Nullable Object @Nullable [] old) {
    // Keys are those of rows that are there.
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
