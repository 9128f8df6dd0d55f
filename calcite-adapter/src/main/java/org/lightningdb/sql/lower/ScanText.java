package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.FilterTemplate;
import org.lightningdb.sql.exec.PredicateTemplate;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.exec.RangeTemplate.BoundTemplate;
import org.lightningdb.sql.exec.SkipTemplate;
import org.lightningdb.sql.plan.AccessPath;
import org.lightningdb.sql.plan.IndexScan;

/** One line about an index scan: index, bounds, pushed predicates, residual condition, columns. */
final class ScanText {
  private static final int RANGES_SHOWN = 4;

  private final IndexScan scan;
  private final AccessPath path;
  private final TableDescriptor table;

  private ScanText(IndexScan scan) {
    this.scan = scan;
    this.path = scan.path();
    this.table = scan.catalogTable().descriptor();
  }

  static String of(IndexScan scan) {
    return new ScanText(scan).describe();
  }

  private String describe() {
    List<String> parts = new ArrayList<>();
    boolean bounded = !path.ranges().equals(List.of(RangeTemplate.ALL));
    if (bounded) {
      parts.add("bounds=[" + bounds(path.index(), path.ranges(), 0) + "]");
    }
    SkipTemplate skip = path.skip();
    if (skip != null) {
      parts.add(skipping(skip));
    }
    for (FilterTemplate filter : path.filters().list()) {
      String bounds = bounds(filter.index(), filter.ranges(), 0);
      parts.add("and=[" + filter.index().name() + ": " + bounds + "]");
    }
    if (!path.predicates().isEmpty()) {
      parts.add(
          "pushed=["
              + path.predicates().stream().map(this::predicate).collect(Collectors.joining(" AND "))
              + "]");
    }
    RexNode residual = path.residual();
    if (residual != null) {
      parts.add("residual=[" + named(residual) + "]");
    }
    if (!path.index().primary()) {
      parts.add(path.covering() ? "covering" : "row lookup");
    }
    if (scan.backward()) {
      parts.add("backward");
    }
    parts.add(
        "columns=["
            + scan.columns().stream().map(this::column).collect(Collectors.joining(", "))
            + "]");
    String name =
        bounded ? "IndexRangeScan " : path.index().primary() ? "TableScan " : "IndexScan ";
    return (skip == null ? name : "IndexSkipScan ")
        + table.schema()
        + "."
        + table.name()
        + " via "
        + path.index().name()
        + " "
        + String.join(" ", parts);
  }

  private String skipping(SkipTemplate skip) {
    String prefix =
        path.index().columns().subList(0, skip.columns()).stream()
            .map(key -> column(key.column()))
            .collect(Collectors.joining(", "));
    String each = (skip.first() ? "first of each=[" : "each=[") + prefix + "]";
    return skip.ranges().equals(List.of(RangeTemplate.ALL))
        ? each
        : each + " to=[" + bounds(path.index(), skip.ranges(), skip.columns()) + "]";
  }

  /** Ranges of the key columns from one on. */
  private String bounds(IndexDescriptor index, List<RangeTemplate> ranges, int first) {
    String shown =
        ranges.stream()
            .limit(RANGES_SHOWN)
            .map(range -> range(index, range, first))
            .collect(Collectors.joining(" OR "));
    return ranges.size() > RANGES_SHOWN
        ? shown + " OR … " + (ranges.size() - RANGES_SHOWN) + " more"
        : shown;
  }

  private String range(IndexDescriptor index, RangeTemplate range, int first) {
    List<String> terms = new ArrayList<>();
    List<KeyColumn> all = index.columns();
    List<KeyColumn> keys = all.subList(first, all.size());
    for (int i = 0; i < range.equal().size(); i++) {
      Comparand comparand = range.equal().get(i);
      String name = column(keys.get(i).column());
      terms.add(comparand == null ? name + " IS NULL" : name + " = " + value(comparand));
    }
    if (range.lower() != null || range.upper() != null) {
      String name = column(keys.get(range.equal().size()).column());
      end(terms, name, range.lower(), ">");
      end(terms, name, range.upper(), "<");
    }
    return terms.isEmpty() ? "all" : String.join(" AND ", terms);
  }

  private void end(
      List<String> terms, String name, @Nullable BoundTemplate bound, String direction) {
    if (bound != null) {
      terms.add(
          name + " " + direction + (bound.inclusive() ? "= " : " ") + value(bound.comparand()));
    }
  }

  private String predicate(PredicateTemplate predicate) {
    String name = column(predicate.column());
    String operator =
        switch (predicate.comparison()) {
          case EQUAL -> " = ";
          case NOT_EQUAL -> " <> ";
          case LESS -> " < ";
          case LESS_OR_EQUAL -> " <= ";
          case GREATER -> " > ";
          case GREATER_OR_EQUAL -> " >= ";
          case IS_NULL -> " IS NULL";
          case IS_NOT_NULL -> " IS NOT NULL";
        };
    Comparand comparand = predicate.comparand();
    return comparand == null ? name + operator : name + operator + value(comparand);
  }

  private String value(Comparand comparand) {
    if (comparand instanceof Comparand.Constant constant) {
      return constant.value() instanceof Number || constant.value() instanceof Boolean
          ? constant.value().toString()
          : "'" + constant.value() + "'";
    }
    return path.arguments().get(((Comparand.Argument) comparand).index()).toString();
  }

  private String named(RexNode condition) {
    return condition
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                return new NamedReference(column(reference.getIndex()), reference);
              }
            })
        .toString();
  }

  private String column(int column) {
    return column < table.columns().size() ? table.columns().get(column).name() : "row key";
  }

  /** A column reference that prints as the column's name. */
  private static final class NamedReference extends org.apache.calcite.rex.RexVariable {
    NamedReference(String name, RexInputRef reference) {
      super(name, reference.getType());
    }

    @Override
    public <R> R accept(org.apache.calcite.rex.RexVisitor<R> visitor) {
      throw new UnsupportedOperationException("only for printing");
    }

    @Override
    public <R, P> R accept(org.apache.calcite.rex.RexBiVisitor<R, P> visitor, P argument) {
      throw new UnsupportedOperationException("only for printing");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof NamedReference that && that.digest.equals(digest);
    }

    @Override
    public int hashCode() {
      return digest.hashCode();
    }
  }
}
