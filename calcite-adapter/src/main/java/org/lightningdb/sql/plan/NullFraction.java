package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.sql.bind.CatalogTable;

/** Guesses how many values of a column are NULL, from the profile of its table. */
final class NullFraction {
  private NullFraction() {}

  /** The fraction of rows in which none of the columns is NULL. */
  static double known(RelNode node, List<Integer> columns) {
    double known = 1;
    for (int column : columns) {
      known *= 1 - of(node, column);
    }
    return known;
  }

  private static double of(RelNode node, int column) {
    if (!node.getRowType().getFieldList().get(column).getType().isNullable()) {
      return 0;
    }
    if (node instanceof Filter filter) {
      return rejects(filter.getCondition(), column) ? 0 : of(filter.getInput(), column);
    }
    if (node instanceof TableAccess access) {
      RexNode condition = access.condition();
      int inTable = access.columns().get(column);
      return condition != null && rejects(condition, inTable)
          ? 0
          : inTable(access.catalogTable(), inTable);
    }
    if (node instanceof IndexScan scan) {
      return inTable(scan.catalogTable(), scan.columns().get(column));
    }
    if (node instanceof TableScan scan) {
      CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
      return table == null ? 0 : inTable(table, column);
    }
    if (node instanceof Project project) {
      return project.getProjects().get(column) instanceof RexInputRef reference
          ? of(project.getInput(), reference.getIndex())
          : 0;
    }
    return node instanceof Join join ? inJoin(join, column) : 0;
  }

  private static boolean rejects(RexNode condition, int column) {
    ImmutableBitSet columns = ImmutableBitSet.of(column);
    return RelOptUtil.conjunctions(condition).stream()
        .anyMatch(conjunct -> Strong.isNotTrue(conjunct, columns));
  }

  private static double inTable(CatalogTable table, int column) {
    ColumnProfile profile = table.profile(column);
    return profile == null ? 0 : Math.min(0.999, profile.nullFraction());
  }

  private static double inJoin(Join join, int column) {
    if (join.getJoinType().generatesNullsOnLeft() || join.getJoinType().generatesNullsOnRight()) {
      return 0;
    }
    if (rejects(join.getCondition(), column)) {
      return 0;
    }
    int leftColumns = join.getLeft().getRowType().getFieldCount();
    return column < leftColumns
        ? of(join.getLeft(), column)
        : column - leftColumns < join.getRight().getRowType().getFieldCount()
            ? of(join.getRight(), column - leftColumns)
            : 0;
  }
}
