package org.lightningdb.sql.lower;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.LiteralValues;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.FilterTemplate;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PredicateTemplate;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.exec.RangeTemplate.BoundTemplate;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.ScanQueryPlan;
import org.lightningdb.sql.exec.ScanQueryPlan.Output;
import org.lightningdb.sql.exec.ScanQueryPlan.RowCount;
import org.lightningdb.sql.exec.SkipTemplate;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.QueryTree;
import org.lightningdb.sql.plan.physical.PhysicalLimit;
import org.lightningdb.sql.plan.physical.PhysicalProject;

/** Recognises trees that are one scan, with at most a limit and a choice of columns above it. */
final class ScanLowering {
  private final QueryTree tree;
  private @Nullable List<RexNode> projects;
  private @Nullable RexNode offset;
  private @Nullable RexNode fetch;

  private ScanLowering(QueryTree tree) {
    this.tree = tree;
  }

  /** The plan, or empty if the tree needs more than a scan. */
  static Optional<PreparedPlan.QueryPlan> lower(QueryTree tree) {
    return Optional.ofNullable(new ScanLowering(tree).lower());
  }

  private PreparedPlan.@Nullable QueryPlan lower() {
    IndexScan scan = findScan(tree.root());
    if (scan == null || scan.path().residual() != null) {
      return null;
    }
    LoweredScan lowered = LoweredScan.of(scan);
    List<Integer> parameters = parameters(lowered.arguments());
    RowCount skip = rowCount(offset);
    RowCount most = rowCount(fetch);
    if (parameters == null || (offset != null && skip == null) || (fetch != null && most == null)) {
      return null;
    }
    IndexScanSource source = renumbered((IndexScanSource) lowered.source(), parameters);
    List<Output> outputs = outputs(scan, source);
    return outputs == null
        ? null
        : new ScanQueryPlan(
            tree.columns(),
            ParameterTypes.of(tree),
            PlanText.of(tree.root()),
            source,
            outputs,
            skip,
            most);
  }

  private @Nullable IndexScan findScan(RelNode node) {
    if (node instanceof IndexScan scan) {
      return scan;
    }
    if (node instanceof PhysicalProject project && projects == null) {
      projects = project.getProjects();
      return findScan(project.getInput());
    }
    if (node instanceof PhysicalLimit limit && offset == null && fetch == null) {
      offset = limit.offset();
      fetch = limit.fetch();
      return findScan(limit.getInput());
    }
    return null;
  }

  /** The numbers of the parameters that the scan's arguments are, or null if any is not one. */
  private static @Nullable List<Integer> parameters(List<RexNode> arguments) {
    List<Integer> numbers = new ArrayList<>();
    for (RexNode argument : arguments) {
      if (!(argument instanceof RexDynamicParam parameter)) {
        return null;
      }
      numbers.add(parameter.getIndex());
    }
    return numbers;
  }

  private static @Nullable RowCount rowCount(@Nullable RexNode count) {
    if (count instanceof RexDynamicParam parameter) {
      return new RowCount.Parameter(parameter.getIndex());
    }
    BigDecimal known =
        count instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
    return known == null ? null : new RowCount.Known(known.longValue());
  }

  /** The same scan, its arguments being the statement's parameters themselves. */
  private static IndexScanSource renumbered(IndexScanSource source, List<Integer> parameters) {
    return new IndexScanSource(
        source.table(),
        source.index(),
        renumbered(source.ranges(), parameters),
        renumbered(source.skip(), parameters),
        source.filters().stream()
            .map(
                filter ->
                    new FilterTemplate(filter.index(), renumbered(filter.ranges(), parameters)))
            .toList(),
        source.predicates().stream()
            .map(
                predicate ->
                    new PredicateTemplate(
                        predicate.column(),
                        predicate.comparison(),
                        renumbered(predicate.comparand(), parameters)))
            .toList(),
        source.columns(),
        source.backward(),
        source.rowKey());
  }

  private static @Nullable SkipTemplate renumbered(
      @Nullable SkipTemplate skip, List<Integer> parameters) {
    return skip == null
        ? null
        : new SkipTemplate(skip.columns(), renumbered(skip.ranges(), parameters), skip.first());
  }

  private static List<RangeTemplate> renumbered(
      List<RangeTemplate> ranges, List<Integer> parameters) {
    return ranges.stream().map(range -> renumbered(range, parameters)).toList();
  }

  private static RangeTemplate renumbered(RangeTemplate range, List<Integer> parameters) {
    List<@Nullable Comparand> equal = new ArrayList<>();
    for (Comparand comparand : range.equal()) {
      equal.add(renumbered(comparand, parameters));
    }
    return new RangeTemplate(
        equal, renumbered(range.lower(), parameters), renumbered(range.upper(), parameters));
  }

  private static @Nullable BoundTemplate renumbered(
      @Nullable BoundTemplate bound, List<Integer> parameters) {
    if (bound != null && bound.comparand() instanceof Comparand.Argument argument) {
      return new BoundTemplate(
          new Comparand.Argument(parameters.get(argument.index())), bound.inclusive());
    }
    return bound;
  }

  private static @Nullable Comparand renumbered(
      @Nullable Comparand comparand, List<Integer> parameters) {
    return comparand instanceof Comparand.Argument argument
        ? new Comparand.Argument(parameters.get(argument.index()))
        : comparand;
  }

  private @Nullable List<Output> outputs(IndexScan scan, IndexScanSource source) {
    List<Output> outputs = new ArrayList<>();
    List<ResultColumn> columns = tree.columns();
    List<SqlType> types = source.columnTypes();
    for (int i = 0; i < columns.size(); i++) {
      RexNode expression =
          projects == null ? RexInputRef.of(i, scan.getRowType()) : projects.get(i);
      Output output = output(expression, columns.get(i).type(), scan, source, types);
      if (output == null) {
        return null;
      }
      outputs.add(output);
    }
    return outputs;
  }

  private @Nullable Output output(
      RexNode expression,
      SqlType wanted,
      IndexScan scan,
      IndexScanSource source,
      List<SqlType> types) {
    if (expression instanceof RexInputRef reference) {
      int column = scan.columns().get(reference.getIndex());
      int position =
          column == scan.catalogTable().rowKeyColumn()
              ? types.size() - 1
              : source.columns().indexOf(column);
      return types.get(position).equals(wanted) ? new Output.ScanColumn(position) : null;
    }
    if (expression instanceof RexDynamicParam parameter) {
      return wanted.equals(tree.parameterTypes().get(parameter.getIndex()))
          ? new Output.Parameter(parameter.getIndex())
          : null;
    }
    return expression instanceof RexLiteral literal ? constant(literal, wanted) : null;
  }

  private static @Nullable Output constant(RexLiteral literal, SqlType wanted) {
    if (literal.isNull()) {
      return new Output.Constant(null);
    }
    Object value = LiteralValues.toJava(literal);
    return value == null
        ? null
        : new Output.Constant(
            org.lightningdb.index.type.ValueAssignment.convert(value, wanted, "", ""));
  }
}
