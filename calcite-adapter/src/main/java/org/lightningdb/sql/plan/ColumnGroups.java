package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.GroupProfile;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.plan.ColumnCondition.Interval;

/**
 * Estimates about several columns of a table, which need not be independent of each other: what the
 * table's profile knows of columns that stand together in front of an index, what indexes hold, and
 * that keys are unique.
 */
final class ColumnGroups {
  private ColumnGroups() {}

  /** About how many combinations of values the columns have; at least 1. */
  static double combinations(CatalogTable table, Collection<Integer> columns) {
    Set<Integer> rest = new LinkedHashSet<>(columns);
    double rows = Math.max(1, table.rowCount());
    if (rest.size() > 1 && holdKey(table, rest)) {
      return rows;
    }
    double combinations = 1;
    for (GroupProfile group : largestFirst(table, rest.size())) {
      if (rest.containsAll(group.columns())) {
        combinations *= Math.max(1, group.distinct());
        rest.removeAll(group.columns());
      }
    }
    for (int column : rest) {
      combinations *= ConditionEstimate.distinctValues(table, column);
    }
    return Math.min(rows, combinations);
  }

  /** Groups of at most so many columns. */
  private static List<GroupProfile> largestFirst(CatalogTable table, int columns) {
    if (columns < 2) {
      return List.of();
    }
    return table.groups().stream()
        .filter(group -> group.columns().size() <= columns)
        .sorted(Comparator.comparingInt((GroupProfile group) -> -group.columns().size()))
        .toList();
  }

  private static boolean holdKey(CatalogTable table, Set<Integer> columns) {
    return indexes(table).stream()
        .anyMatch(
            index ->
                (index.primary() || index.unique())
                    && !index.columns().isEmpty()
                    && index.columns().stream().allMatch(key -> columns.contains(key.column())));
  }

  private static List<IndexDescriptor> indexes(CatalogTable table) {
    List<IndexDescriptor> indexes = new ArrayList<>(table.descriptor().indexes());
    indexes.add(table.descriptor().primary());
    return indexes;
  }

  /** The fraction of rows that satisfy conditions on single columns. */
  static double selectivity(CatalogTable table, Collection<ColumnCondition> conditions) {
    List<ColumnCondition> rest = new ArrayList<>(conditions);
    double fraction = 1;
    if (rest.size() > 1) {
      fraction *= takeMeasured(table, rest);
      for (GroupProfile group : largestFirst(table, rest.size())) {
        List<ColumnCondition> points = points(rest, group.columns());
        if (points != null) {
          fraction *= together(table, group, points);
          rest.removeAll(points);
        }
      }
    }
    for (ColumnCondition condition : rest) {
      fraction *= ConditionEstimate.selectivity(table, condition);
    }
    return fraction;
  }

  /** Takes out what fixes the most columns of an index, of which it is asked how many rows. */
  private static double takeMeasured(CatalogTable table, List<ColumnCondition> conditions) {
    List<ColumnCondition> most = List.of();
    IndexDescriptor measuring = null;
    for (IndexDescriptor index : indexes(table)) {
      List<ColumnCondition> constants = constants(conditions, index);
      if (constants.size() > Math.max(1, most.size())) {
        most = constants;
        measuring = index;
      }
    }
    if (measuring == null) {
      return 1;
    }
    List<@Nullable Comparand> equal = new ArrayList<>();
    for (ColumnCondition condition : most) {
      equal.add(((Interval.Point) condition.intervals().get(0)).value().toComparand(List.of()));
    }
    conditions.removeAll(most);
    double rows =
        IndexEstimate.rows(table, measuring, List.of(new RangeTemplate(equal, null, null)));
    return Math.min(1, rows / table.rowCount());
  }

  /** The conditions that say what constants the first columns of an index equal. */
  private static List<ColumnCondition> constants(
      List<ColumnCondition> conditions, IndexDescriptor index) {
    List<ColumnCondition> constants = new ArrayList<>();
    for (KeyColumn key : index.columns()) {
      ColumnCondition found = null;
      for (ColumnCondition condition : conditions) {
        if (condition.column() == key.column()
            && condition.exact()
            && condition.single() instanceof Interval.Point point
            && point.value().isConstant()) {
          found = condition;
        }
      }
      if (found == null) {
        break;
      }
      constants.add(found);
    }
    return constants;
  }

  /** A condition that fixes values of each column; null if one has none. */
  private static @Nullable List<ColumnCondition> points(
      List<ColumnCondition> conditions, List<Integer> columns) {
    List<ColumnCondition> points = new ArrayList<>();
    for (int column : columns) {
      for (ColumnCondition condition : conditions) {
        if (condition.column() == column && condition.exact() && condition.isPoints()) {
          points.add(condition);
          break;
        }
      }
    }
    return points.size() == columns.size() ? points : null;
  }

  /** Independent columns would have more combinations than there are: the fewer, the more rows. */
  private static double together(
      CatalogTable table, GroupProfile group, List<ColumnCondition> points) {
    double fraction = 1;
    double least = 1;
    double combinations = 1;
    for (ColumnCondition condition : points) {
      double selectivity = ConditionEstimate.selectivity(table, condition);
      fraction *= selectivity;
      least = Math.min(least, selectivity);
      combinations *= ConditionEstimate.distinctValues(table, condition.column());
    }
    double dependence = Math.max(1, combinations / Math.max(1, group.distinct()));
    return Math.min(least, fraction * dependence);
  }
}
