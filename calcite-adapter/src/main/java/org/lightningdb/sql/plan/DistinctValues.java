package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.CatalogTable;

/** Guesses how many different values a column of an intermediate result has. */
final class DistinctValues {
  private DistinctValues() {}

  /** At least 1, at most as many as there are rows. */
  static double of(RelMetadataQuery metadata, RelNode node, int column) {
    return Math.max(1, Math.min(rows(metadata, node), unlimited(metadata, node, column)));
  }

  /** How many combinations of values several columns have. */
  static double of(RelMetadataQuery metadata, RelNode node, List<Integer> columns) {
    if (columns.isEmpty()) {
      return 1;
    }
    return columns.size() == 1
        ? of(metadata, node, columns.get(0))
        : Math.max(1, Math.min(rows(metadata, node), combinations(metadata, node, columns)));
  }

  /** The same as if there were as many rows as one likes. */
  private static double combinations(
      RelMetadataQuery metadata, RelNode node, List<Integer> columns) {
    if (node instanceof TableAccess access) {
      return inAccess(access, columns);
    }
    if (node instanceof IndexScan scan) {
      return ColumnGroups.combinations(
          scan.catalogTable(), columns.stream().map(scan.columns()::get).toList());
    }
    if (node instanceof TableScan scan) {
      CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
      return table == null
          ? product(metadata, node, columns)
          : ColumnGroups.combinations(table, columns);
    }
    if (node instanceof Project project) {
      Set<Integer> used = new LinkedHashSet<>();
      for (int column : columns) {
        RelOptUtil.InputFinder.bits(project.getProjects().get(column)).forEach(used::add);
      }
      return of(metadata, project.getInput(), new ArrayList<>(used));
    }
    if (node instanceof Join join && hasBothSides(join)) {
      int leftColumns = join.getLeft().getRowType().getFieldCount();
      List<Integer> left = columns.stream().filter(column -> column < leftColumns).toList();
      List<Integer> right =
          columns.stream()
              .filter(column -> column >= leftColumns)
              .map(column -> column - leftColumns)
              .toList();
      return of(metadata, join.getLeft(), left) * of(metadata, join.getRight(), right);
    }
    boolean passedOn =
        node instanceof Filter
            || node instanceof Sort
            || (node instanceof Join join && !hasBothSides(join));
    int inputColumns = passedOn ? node.getInput(0).getRowType().getFieldCount() : 0;
    return columns.stream().allMatch(column -> column < inputColumns)
        ? Math.min(of(metadata, node.getInput(0), columns), product(metadata, node, columns))
        : product(metadata, node, columns);
  }

  private static boolean hasBothSides(Join join) {
    return switch (join.getJoinType()) {
      case SEMI, ANTI, LEFT_MARK -> false;
      default -> true;
    };
  }

  private static double product(RelMetadataQuery metadata, RelNode node, List<Integer> columns) {
    double combinations = 1;
    for (int column : columns) {
      combinations *= of(metadata, node, column);
    }
    return combinations;
  }

  private static double inAccess(TableAccess access, List<Integer> columns) {
    CatalogTable table = access.catalogTable();
    List<Integer> inTable = columns.stream().map(access.columns()::get).distinct().toList();
    double combinations = ColumnGroups.combinations(table, inTable);
    for (int column : inTable) {
      combinations *= left(table, access.condition(), column);
    }
    return combinations;
  }

  private static double rows(RelMetadataQuery metadata, RelNode node) {
    Double rows = metadata.getRowCount(node);
    return rows == null ? 1 : rows;
  }

  private static double unlimited(RelMetadataQuery metadata, RelNode node, int column) {
    if (node instanceof TableAccess access) {
      int inTable = access.columns().get(column);
      return inTable(access.catalogTable(), inTable)
          * left(access.catalogTable(), access.condition(), inTable);
    }
    if (node instanceof IndexScan scan) {
      return inTable(scan.catalogTable(), scan.columns().get(column));
    }
    if (node instanceof TableScan scan) {
      CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
      return table == null ? rows(metadata, node) : inTable(table, column);
    }
    if (node instanceof Filter filter) {
      return filtered(metadata, filter, column);
    }
    if (node instanceof Project project) {
      return computed(metadata, project, project.getProjects().get(column));
    }
    if (node instanceof Join || node instanceof Correlate) {
      int leftColumns = node.getInput(0).getRowType().getFieldCount();
      return column < leftColumns
          ? of(metadata, node.getInput(0), column)
          : column - leftColumns < node.getInput(1).getRowType().getFieldCount()
              ? of(metadata, node.getInput(1), column - leftColumns)
              : 2;
    }
    if (node instanceof Aggregate aggregate) {
      return column < aggregate.getGroupCount()
          ? of(metadata, aggregate.getInput(), aggregate.getGroupSet().nth(column))
          : rows(metadata, node);
    }
    if (node instanceof SetOp) {
      return node.getInputs().stream().mapToDouble(input -> of(metadata, input, column)).sum();
    }
    boolean passedOn =
        node.getInputs().size() == 1 && column < node.getInput(0).getRowType().getFieldCount();
    return passedOn ? of(metadata, node.getInput(0), column) : rows(metadata, node);
  }

  private static double filtered(RelMetadataQuery metadata, Filter filter, int column) {
    CatalogTable table =
        filter.getInput() instanceof TableScan scan && !(scan instanceof TableAccess)
            ? scan.getTable().unwrap(CatalogTable.class)
            : null;
    double before = of(metadata, filter.getInput(), column);
    return table == null ? before : before * left(table, filter.getCondition(), column);
  }

  /** The fraction of a column's values that satisfy what a condition says of it alone. */
  private static double left(CatalogTable table, @Nullable RexNode condition, int column) {
    double fraction = 1;
    for (ColumnCondition found : ConditionAnalysis.of(condition).columnConditions()) {
      if (found.column() == column) {
        fraction *=
            found.isPoints()
                ? found.intervals().size() / inTable(table, column)
                : ConditionEstimate.selectivity(table, found);
      }
    }
    return fraction;
  }

  private static double inTable(CatalogTable table, int column) {
    return ConditionEstimate.distinctValues(table, column);
  }

  /** An expression has no more values than there are combinations of its columns' values. */
  private static double computed(RelMetadataQuery metadata, Project project, RexNode expression) {
    if (expression instanceof RexInputRef reference) {
      return of(metadata, project.getInput(), reference.getIndex());
    }
    return of(metadata, project.getInput(), RelOptUtil.InputFinder.bits(expression).asList());
  }
}
