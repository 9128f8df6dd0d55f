package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.FilterTemplate;
import org.lightningdb.sql.exec.PredicateTemplate;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.exec.SkipTemplate;
import org.lightningdb.sql.plan.ColumnCondition.End;
import org.lightningdb.sql.plan.ColumnCondition.Interval;

/**
 * One way to find the rows of a {@link TableAccess}: an index, its ranges, what the scan checks and
 * what is left to check above.
 *
 * @param keyColumnsFixed how many leading key columns equal one value each, in a single range
 * @param residual condition over the table's row that neither ranges nor predicates cover, or null
 * @param arguments expressions without columns, evaluated when executed
 * @param covering whether the entries of the index hold every column needed
 * @param rowsVisited about how many entries the ranges hold
 * @param single whether there is one range, so that rows come in the order of the index
 * @param skip which entries of each prefix are visited within the ranges; null = all
 * @param filters other indexes that are read first
 * @param bounding the columns whose conditions bound the ranges
 * @param prefixes about how many prefixes there are to jump through
 */
public record AccessPath(
    IndexDescriptor index,
    List<RangeTemplate> ranges,
    List<PredicateTemplate> predicates,
    @Nullable RexNode residual,
    List<RexNode> arguments,
    boolean covering,
    double rowsVisited,
    int keyColumnsFixed,
    boolean single,
    @Nullable SkipTemplate skip,
    double prefixes,
    Filters filters,
    ImmutableBitSet bounding) {

  /**
   * Other indexes that are read first, so that fewer rows are looked up.
   *
   * @param entries about how many entries they have to read
   * @param fraction about which fraction of the rows is left
   */
  public record Filters(List<FilterTemplate> list, double entries, double fraction) {
    static final Filters NONE = new Filters(List.of(), 0, 1);

    public Filters {
      list = List.copyOf(list);
    }
  }

  /** The best use of one index. */
  static AccessPath of(TableAccess access, IndexDescriptor index) {
    return new Builder(access, index).build(true);
  }

  /** The whole index, every condition being checked on its entries or rows. */
  static AccessPath unbounded(TableAccess access, IndexDescriptor index) {
    return new Builder(access, index).build(false);
  }

  /**
   * The use of an index behind columns that have no condition, or only a range, for each of their
   * values; null if no condition is about a column there.
   */
  static @Nullable AccessPath skipping(TableAccess access, IndexDescriptor index) {
    return index.columns().size() < 2 || access.condition() == null
        ? null
        : new Builder(access, index).buildSkipping();
  }

  /**
   * Of the rows that equal each other in the first columns of an index only the first one; null if
   * the scan itself cannot check the whole condition.
   */
  static @Nullable AccessPath firstOfEach(TableAccess access, IndexDescriptor index, int columns) {
    return new Builder(access, index).buildFirstOfEach(columns);
  }

  /** The same as {@link #of} with other indexes that are read before. */
  static AccessPath filtered(
      TableAccess access, IndexDescriptor index, List<IndexDescriptor> filters) {
    return new Builder(access, index).buildFiltered(filters);
  }

  /** Whether several threads could read parts of it. */
  public boolean canBeDivided() {
    return skip == null && filters.list().isEmpty();
  }

  /** Whether less than the whole index is visited. */
  public boolean isBounded() {
    return skip != null || !ranges.equals(List.of(RangeTemplate.ALL));
  }

  /** How many leading key columns every range fixes. */
  int pointColumns() {
    return ranges.isEmpty() ? 0 : ranges.get(0).equal().size();
  }

  /** The columns that are read: those returned and those of the residual condition. */
  List<Integer> columnsRead(List<Integer> output) {
    Set<Integer> read = new LinkedHashSet<>(output);
    if (residual != null) {
      RelOptUtil.InputFinder.bits(residual).forEach(read::add);
    }
    return new ArrayList<>(read);
  }

  /** Builds the path: ranges first, then predicates, then what is left. */
  private static final class Builder {
    /** More ranges than this are not worth their seeks. */
    private static final int RANGES_MAX = 2000;

    private final TableAccess access;
    private final CatalogTable table;
    private final IndexDescriptor index;
    private final ConditionAnalysis analysis;
    private final List<RexNode> arguments = new ArrayList<>();
    private final Set<ColumnCondition> used = new LinkedHashSet<>();
    private List<RangeTemplate> ranges = List.of(RangeTemplate.ALL);
    private int keyColumnsFixed;
    private @Nullable SkipTemplate skip;
    private double prefixes;
    private Filters filters = Filters.NONE;

    Builder(TableAccess access, IndexDescriptor index) {
      this.access = access;
      this.table = access.catalogTable();
      this.index = index;
      this.analysis = ConditionAnalysis.of(access.condition());
    }

    AccessPath build(boolean bounded) {
      if (bounded) {
        keyColumnsFixed = boundBy(index.columns());
      }
      return path(rowsVisited());
    }

    @Nullable AccessPath buildSkipping() {
      List<KeyColumn> keys = index.columns();
      keyColumnsFixed = boundBy(keys);
      int behind = keyColumnsFixed + 1;
      while (behind < keys.size() && !isLimited(keys.get(behind).column())) {
        behind++;
      }
      if (behind >= keys.size()) {
        return null;
      }
      double visited = rowsVisited();
      prefixes = prefixes(behind, visited);
      double fraction = boundBehind(behind, false);
      return path(Math.max(1, visited * fraction));
    }

    @Nullable AccessPath buildFirstOfEach(int columns) {
      keyColumnsFixed = boundBy(index.columns().subList(0, columns));
      double visited = rowsVisited();
      prefixes = prefixes(columns, visited);
      double fraction = boundBehind(columns, true);
      AccessPath path = path(0);
      if (path.residual() != null) {
        return null;
      }
      for (ColumnCondition condition : analysis.columnConditions()) {
        fraction *= used.contains(condition) ? 1 : ConditionEstimate.selectivity(table, condition);
      }
      double each = Math.min(visited / prefixes, 1 / Math.max(fraction, 1e-9));
      return path(prefixes * Math.max(1, each));
    }

    /** Makes the ranges behind a prefix; the fraction of entries in them. */
    private double boundBehind(int columns, boolean first) {
      List<RangeTemplate> within = ranges;
      Set<ColumnCondition> before = Set.copyOf(used);
      ranges = List.of(RangeTemplate.ALL);
      boundBy(index.columns().subList(columns, index.columns().size()));
      skip = new SkipTemplate(columns, ranges, first);
      ranges = within;
      double fraction = 1;
      for (ColumnCondition condition : used) {
        fraction *=
            before.contains(condition) ? 1 : ConditionEstimate.selectivity(table, condition);
      }
      return fraction;
    }

    /** About how many combinations of values the first columns have within the ranges. */
    private double prefixes(int columns, double visited) {
      List<Integer> prefix =
          index.columns().subList(0, columns).stream().map(KeyColumn::column).toList();
      double combinations =
          ranges.size()
              * ColumnGroups.combinations(table, prefix)
              / ColumnGroups.combinations(table, prefix.subList(0, keyColumnsFixed));
      for (KeyColumn key : index.columns().subList(keyColumnsFixed, columns)) {
        for (ColumnCondition condition : used) {
          if (condition.column() == key.column()) {
            combinations *= ConditionEstimate.selectivity(table, condition);
          }
        }
      }
      return Math.max(1, Math.min(visited, combinations));
    }

    /** Whether a condition makes points or ranges of a column. */
    private boolean isLimited(int column) {
      return analysis.columnConditions().stream()
          .anyMatch(condition -> condition.column() == column && condition.isRanges());
    }

    AccessPath buildFiltered(List<IndexDescriptor> others) {
      keyColumnsFixed = boundBy(index.columns());
      double visited = rowsVisited();
      List<RangeTemplate> own = ranges;
      Set<ColumnCondition> ownUsed = Set.copyOf(used);
      Set<ColumnCondition> known = new HashSet<>(used);
      List<FilterTemplate> list = new ArrayList<>();
      double entries = 0;
      double fraction = 1;
      for (IndexDescriptor other : others) {
        used.clear();
        ranges = List.of(RangeTemplate.ALL);
        int fixed = boundBy(other.columns());
        list.add(new FilterTemplate(other, ranges));
        entries += rowsVisited(other, fixed);
        for (ColumnCondition condition : used) {
          fraction *= known.add(condition) ? ConditionEstimate.selectivity(table, condition) : 1;
        }
      }
      filters = new Filters(list, entries, fraction);
      ranges = own;
      used.clear();
      used.addAll(ownUsed);
      return path(visited);
    }

    private AccessPath path(double visited) {
      List<PredicateTemplate> predicates = new ArrayList<>();
      List<RexNode> residual = new ArrayList<>(analysis.others());
      for (ColumnCondition condition : analysis.columnConditions()) {
        if (used.contains(condition) && condition.exact()) {
          continue;
        }
        if (!condition.exact() || !addPredicates(condition, predicates)) {
          residual.add(condition.source());
        }
      }
      RexNode left =
          residual.isEmpty()
              ? null
              : RexUtil.composeConjunction(access.getCluster().getRexBuilder(), residual);
      return new AccessPath(
          index,
          ranges,
          predicates,
          left,
          arguments,
          isCovering(predicates, left),
          visited,
          ranges.size() == 1 ? keyColumnsFixed : 0,
          ranges.size() == 1,
          skip,
          prefixes,
          filters,
          ImmutableBitSet.of(used.stream().map(ColumnCondition::column).toList()));
    }

    /** Bounds the ranges by key columns; returns how many of them equal values. */
    private int boundBy(List<KeyColumn> keys) {
      int position = 0;
      for (KeyColumn key : keys) {
        ColumnCondition points = points(key.column());
        if (points == null || ranges.size() * points.intervals().size() > RANGES_MAX) {
          boundByRange(key.column());
          break;
        }
        extend(points.intervals());
        used.add(points);
        position++;
      }
      return position;
    }

    private @Nullable ColumnCondition points(int column) {
      ColumnCondition best = null;
      for (ColumnCondition condition : analysis.columnConditions()) {
        if (condition.column() == column
            && condition.exact()
            && condition.isPoints()
            && (best == null || condition.intervals().size() < best.intervals().size())) {
          best = condition;
        }
      }
      return best;
    }

    private void boundByRange(int column) {
      ColumnCondition first = null;
      for (ColumnCondition condition : analysis.columnConditions()) {
        if (condition.column() != column || !condition.isRanges()) {
          continue;
        }
        if (first == null) {
          first = condition;
          continue;
        }
        Interval.Range joined = ConditionAnalysis.intersect(first.single(), condition.single());
        if (joined != null) {
          used.add(first);
          used.add(condition);
          extend(List.of(joined));
          return;
        }
      }
      if (first != null && ranges.size() * first.intervals().size() <= RANGES_MAX) {
        used.add(first);
        extend(first.intervals());
      }
    }

    /** Continues every range with every interval of the next key column. */
    private void extend(List<Interval> intervals) {
      List<RangeTemplate> extended = new ArrayList<>();
      for (RangeTemplate range : ranges) {
        for (Interval interval : intervals) {
          extended.add(extend(range, interval));
        }
      }
      ranges = extended;
    }

    private RangeTemplate extend(RangeTemplate range, Interval interval) {
      if (interval instanceof Interval.Range bounds) {
        return new RangeTemplate(range.equal(), bound(bounds.lower()), bound(bounds.upper()));
      }
      List<@Nullable Comparand> equal = new ArrayList<>(range.equal());
      equal.add(
          interval instanceof Interval.Point point ? point.value().toComparand(arguments) : null);
      return new RangeTemplate(equal, null, null);
    }

    private RangeTemplate.@Nullable BoundTemplate bound(@Nullable End end) {
      return end == null
          ? null
          : new RangeTemplate.BoundTemplate(end.value().toComparand(arguments), end.inclusive());
    }

    private double rowsVisited() {
      return rowsVisited(index, keyColumnsFixed);
    }

    /** About how many entries of an index the ranges hold that were made for it. */
    private double rowsVisited(IndexDescriptor bounded, int fixed) {
      if (used.isEmpty()) {
        return table.rowCount();
      }
      boolean keyBound =
          (bounded.unique() || bounded.primary()) && fixed == bounded.columns().size();
      if (keyBound) {
        return Math.min(ranges.size(), table.rowCount());
      }
      if (arguments.isEmpty()) {
        return Math.max(1, IndexEstimate.rows(table, bounded, ranges));
      }
      return Math.max(1, table.rowCount() * ColumnGroups.selectivity(table, used));
    }

    /** Adds predicates for a condition of one interval; false if it has several. */
    private boolean addPredicates(ColumnCondition condition, List<PredicateTemplate> predicates) {
      int column = condition.column();
      Interval interval = condition.single();
      if (interval == null || column >= table.rowKeyColumn()) {
        return false;
      }
      if (interval instanceof Interval.Range range) {
        addEnd(predicates, column, range.lower(), true);
        addEnd(predicates, column, range.upper(), false);
      } else if (interval instanceof Interval.Point point) {
        predicates.add(
            new PredicateTemplate(column, Comparison.EQUAL, point.value().toComparand(arguments)));
      } else if (interval instanceof Interval.Other other) {
        predicates.add(
            new PredicateTemplate(
                column, Comparison.NOT_EQUAL, other.value().toComparand(arguments)));
      } else {
        predicates.add(
            new PredicateTemplate(
                column,
                interval instanceof Interval.IsNull ? Comparison.IS_NULL : Comparison.IS_NOT_NULL,
                null));
      }
      return true;
    }

    private void addEnd(
        List<PredicateTemplate> predicates, int column, @Nullable End end, boolean lower) {
      if (end != null) {
        Comparison comparison =
            lower
                ? end.inclusive() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER
                : end.inclusive() ? Comparison.LESS_OR_EQUAL : Comparison.LESS;
        predicates.add(
            new PredicateTemplate(column, comparison, end.value().toComparand(arguments)));
      }
    }

    private boolean isCovering(List<PredicateTemplate> predicates, @Nullable RexNode left) {
      if (index.primary()) {
        return true;
      }
      ImmutableBitSet.Builder held = ImmutableBitSet.builder();
      index.columns().forEach(key -> held.set(key.column()));
      index.included().forEach(held::set);
      table.descriptor().primary().columns().forEach(key -> held.set(key.column()));
      held.set(table.rowKeyColumn());
      ImmutableBitSet.Builder needed = ImmutableBitSet.builder();
      needed.addAll(ImmutableBitSet.of(access.columns()));
      predicates.forEach(predicate -> needed.set(predicate.column()));
      if (left != null) {
        needed.addAll(RelOptUtil.InputFinder.bits(left));
      }
      return held.build().contains(needed.build());
    }
  }
}
