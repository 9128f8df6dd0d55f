package org.lightningdb.sql.plan.physical;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalRepeatUnion;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.logical.LogicalTableSpool;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.logical.LogicalWindow;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.schema.TransientTable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.LightningConvention;

/**
 * The rules that offer an operator for a logical node. A node that no rule takes over has no
 * operator; the whole query then falls back.
 */
public final class PhysicalRules {
  public static final List<RelOptRule> ALL =
      List.of(
          rule(LogicalFilter.class, PhysicalRules::filter),
          rule(LogicalProject.class, PhysicalRules::project),
          rule(LogicalValues.class, node -> PhysicalValues.create((LogicalValues) node)),
          rule(LogicalUnion.class, PhysicalRules::union),
          rule(LogicalIntersect.class, PhysicalRules::intersect),
          rule(LogicalMinus.class, PhysicalRules::minus),
          rule(LogicalSort.class, PhysicalRules::sort),
          rule(LogicalSort.class, "PhysicalTop", PhysicalRules::top),
          rule(LogicalAggregate.class, PhysicalRules::aggregate),
          rule(LogicalJoin.class, JoinChoice::convert),
          rule(LogicalCorrelate.class, PhysicalRules::correlate),
          rule(LogicalWindow.class, PhysicalRules::window),
          rule(LogicalRepeatUnion.class, PhysicalRules::repeatUnion),
          rule(LogicalTableSpool.class, PhysicalRules::spool),
          rule(LogicalTableScan.class, PhysicalRules::workingScan),
          CoreRules.SORT_REMOVE);

  private PhysicalRules() {}

  /** A rule that may decline by returning null. */
  private static <R extends RelNode> RelOptRule rule(
      Class<R> logical, UnaryOperator<@Nullable RelNode> conversion) {
    return rule(logical, "Physical" + logical.getSimpleName(), conversion);
  }

  private static <R extends RelNode> RelOptRule rule(
      Class<R> logical, String name, UnaryOperator<@Nullable RelNode> conversion) {
    return ConverterRule.Config.INSTANCE
        .withConversion(logical, Convention.NONE, LightningConvention.INSTANCE, name)
        .withRuleFactory(config -> new Conversion(config, conversion))
        .toRule(Conversion.class);
  }

  /** Applies one conversion. */
  private static final class Conversion extends ConverterRule {
    private final UnaryOperator<@Nullable RelNode> conversion;

    Conversion(Config config, UnaryOperator<@Nullable RelNode> conversion) {
      super(config);
      this.conversion = conversion;
    }

    @Override
    public @Nullable RelNode convert(RelNode node) {
      return conversion.apply(node);
    }
  }

  /** The same rows from a node of our convention. */
  static RelNode ours(RelNode input) {
    return RelOptRule.convert(input, input.getTraitSet().replace(LightningConvention.INSTANCE));
  }

  private static List<RelNode> ours(List<RelNode> inputs) {
    return inputs.stream().map(PhysicalRules::ours).toList();
  }

  private static RelNode filter(RelNode node) {
    LogicalFilter filter = (LogicalFilter) node;
    return PhysicalFilter.create(ours(filter.getInput()), filter.getCondition());
  }

  private static @Nullable RelNode project(RelNode node) {
    Project project = (Project) node;
    return project.containsOver()
        ? null
        : PhysicalProject.create(
            ours(project.getInput()), project.getProjects(), project.getRowType());
  }

  private static @Nullable RelNode union(RelNode node) {
    LogicalUnion union = (LogicalUnion) node;
    return new PhysicalUnion(
        union.getCluster(),
        union.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(union.getInputs()),
        union.all);
  }

  private static RelNode intersect(RelNode node) {
    LogicalIntersect intersect = (LogicalIntersect) node;
    return new PhysicalIntersect(
        intersect.getCluster(),
        intersect.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(intersect.getInputs()),
        intersect.all);
  }

  private static RelNode minus(RelNode node) {
    LogicalMinus minus = (LogicalMinus) node;
    return new PhysicalMinus(
        minus.getCluster(),
        minus.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(minus.getInputs()),
        minus.all);
  }

  private static RelNode aggregate(RelNode node) {
    LogicalAggregate aggregate = (LogicalAggregate) node;
    return new PhysicalAggregate(
        aggregate.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(aggregate.getInput()),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        aggregate.getAggCallList());
  }

  private static @Nullable RelNode correlate(RelNode node) {
    LogicalCorrelate correlate = (LogicalCorrelate) node;
    return switch (correlate.getJoinType()) {
      case INNER, LEFT, SEMI, ANTI ->
          PhysicalCorrelate.create(
              ours(correlate.getLeft()),
              ours(correlate.getRight()),
              correlate.getCorrelationId(),
              correlate.getRequiredColumns(),
              correlate.getJoinType());
      default -> null;
    };
  }

  private static RelNode window(RelNode node) {
    LogicalWindow window = (LogicalWindow) node;
    return new PhysicalWindow(
        window.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(window.getInput()),
        window.getConstants(),
        window.getRowType(),
        window.groups);
  }

  private static RelNode repeatUnion(RelNode node) {
    LogicalRepeatUnion union = (LogicalRepeatUnion) node;
    return new PhysicalRepeatUnion(
        union.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(union.getSeedRel()),
        ours(union.getIterativeRel()),
        union.all,
        union.iterationLimit,
        union.getTransientTable());
  }

  private static RelNode spool(RelNode node) {
    LogicalTableSpool spool = (LogicalTableSpool) node;
    return new PhysicalSpool(
        spool.getCluster().traitSetOf(LightningConvention.INSTANCE),
        ours(spool.getInput()),
        spool.readType,
        spool.writeType,
        spool.getTable());
  }

  /** Only for the tables of recursive queries. */
  private static @Nullable RelNode workingScan(RelNode node) {
    LogicalTableScan scan = (LogicalTableScan) node;
    return scan.getTable().unwrap(TransientTable.class) == null
        ? null
        : new PhysicalWorkingScan(scan, scan.getCluster().traitSetOf(LightningConvention.INSTANCE));
  }

  /** Sorting and limiting in one, if no index gives the order. */
  private static @Nullable RelNode top(RelNode node) {
    Sort sort = (Sort) node;
    boolean limited = sort.offset != null || sort.fetch != null;
    return limited && !sort.getCollation().equals(RelCollations.EMPTY)
        ? PhysicalSort.create(ours(sort.getInput()), sort.getCollation(), sort.offset, sort.fetch)
        : null;
  }

  /** Sorts and limits apart, so that either can go. */
  private static @Nullable RelNode sort(RelNode node) {
    Sort sort = (Sort) node;
    if (sort.offset == null && sort.fetch == null) {
      return PhysicalSort.create(ours(sort.getInput()), sort.getCollation(), null, null);
    }
    RelNode input =
        sort.getCollation().equals(RelCollations.EMPTY)
            ? sort.getInput()
            : sort.copy(sort.getTraitSet(), sort.getInput(), sort.getCollation(), null, null);
    return PhysicalLimit.create(ours(input), sort.offset, sort.fetch);
  }
}
