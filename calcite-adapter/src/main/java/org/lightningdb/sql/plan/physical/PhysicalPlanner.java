package org.lightningdb.sql.plan.physical;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Collect;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.TableSpool;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.TransientTable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.IndexUnion;
import org.lightningdb.sql.plan.LightningConvention;
import org.lightningdb.sql.plan.NearestJoin;
import org.lightningdb.sql.plan.NotCoveredException;
import org.lightningdb.sql.plan.OperatorCosts;
import org.lightningdb.sql.plan.PhysicalChoice;
import org.lightningdb.sql.plan.PlanMetadata;
import org.lightningdb.sql.plan.PlanMethod;
import org.lightningdb.sql.plan.PlanOptions;
import org.lightningdb.sql.plan.SystemTableScan;
import org.lightningdb.sql.plan.TableAccess;

/**
 * Chooses the operators of a query, from the leaves of the logical tree up.
 *
 * <p>For each node it keeps the cheapest way to get its rows, and the cheapest ways to get them in
 * an order that some node above asked for, or to get the first of them soon. That is all the search
 * there is: the shape of the tree, the order of joins included, was decided before.
 */
public final class PhysicalPlanner implements PhysicalChoice {
  /** How many rows a LIMIT whose number is not known yet is taken for. */
  private static final double ROWS_ASSUMED = 100;

  @Override
  public RelNode choose(RelNode logical, RelCollation order, PlanOptions options) {
    List<RelCollation> wanted = order.getFieldCollations().isEmpty() ? List.of() : List.of(order);
    PlanMetadata metadata = (PlanMetadata) logical.getCluster().getMetadataQuery();
    RelNode chosen =
        new Run(metadata, options.avoided())
            .candidates(logical, wanted).list().stream()
                .filter(candidate -> candidate.comesIn(order))
                .min(java.util.Comparator.comparingDouble(Candidate::cost))
                .orElseThrow(() -> new IllegalStateException("no candidate in the order asked for"))
                .node();
    return options.avoided().contains(PlanMethod.PARALLEL)
        ? chosen
        : new Exchanges(metadata, options).placedIn(chosen);
  }

  /** The choice for one query. */
  static final class Run {
    /** More than any plan costs that does without. */
    private static final double COST_OF_AVOIDED = 1e15;

    private final PlanMetadata metadata;
    private final Set<PlanMethod> avoided;

    Run(PlanMetadata metadata, Set<PlanMethod> avoided) {
      this.metadata = metadata;
      this.avoided = avoided;
    }

    boolean avoids(PlanMethod method) {
      return avoided.contains(method);
    }

    /** What the use of a method costs on top of its work. */
    double penalty(PlanMethod method) {
      return avoids(method) ? COST_OF_AVOIDED : 0;
    }

    /** The candidates for a node; the cheapest, and what is best for the orders wanted. */
    Candidates candidates(RelNode node, List<RelCollation> wanted) {
      return offered(node, wanted).pruned(wanted);
    }

    private Candidates offered(RelNode node, List<RelCollation> wanted) {
      if (node instanceof TableScan scan) {
        return scan(scan, !wanted.isEmpty());
      }
      if (node instanceof Filter filter) {
        return candidates(filter.getInput(), wanted).each(input -> filter(filter, input));
      }
      if (node instanceof Project project) {
        return project(project, wanted);
      }
      if (node instanceof Join join) {
        return new JoinAlternatives(this, join).candidates(wanted);
      }
      if (node instanceof Sort sort) {
        return sort(sort);
      }
      if (node instanceof Aggregate aggregate) {
        return new AggregateAlternatives(this, aggregate).candidates(wanted);
      }
      if (node instanceof Correlate correlate) {
        return correlate(correlate, wanted);
      }
      if (node instanceof Uncollect unnest) {
        RelNode values = unnest.withOrdinality ? null : collected(unnest.getInput());
        return values == null ? Candidates.of(unnest(unnest)) : candidates(values, List.of());
      }
      return Candidates.of(other(node));
    }

    double rows(RelNode node) {
      return metadata.getRowCount(node);
    }

    /** A candidate for a node, of which as many rows come as of the logical one. */
    Candidate candidate(
        RelNode logical, RelNode physical, double startup, double cost, List<RelCollation> orders) {
      double rows = rows(logical);
      metadata.setRowCount(physical, rows);
      return new Candidate(physical, rows, startup, cost, orders);
    }

    private Candidates scan(TableScan scan, boolean ordered) {
      Candidates candidates = new Candidates();
      if (scan instanceof TableAccess access) {
        for (IndexScan found : access.scans(ordered)) {
          candidates.add(scan(found, rows(access)));
        }
        for (List<IndexScan> union : IndexUnion.of(access)) {
          candidates.add(union(access, union));
        }
        return candidates;
      }
      RelNode system = SystemTableScan.of(scan);
      if (system == null && scan.getTable().unwrap(TransientTable.class) == null) {
        throw new NotCoveredException(scan.getRelTypeName());
      }
      RelNode physical = system == null ? new PhysicalWorkingScan(scan, traits(scan)) : system;
      candidates.add(candidate(scan, physical, 0, rows(scan), List.of()));
      return candidates;
    }

    /** A scan that gives so many rows. */
    Candidate scan(IndexScan found, double rows) {
      double penalty = found.methods().stream().mapToDouble(this::penalty).sum();
      metadata.setRowCount(found, rows);
      return new Candidate(
          found, rows, found.startupCost() + penalty, found.cost() + penalty, found.orders());
    }

    private Candidate union(TableAccess access, List<IndexScan> scans) {
      double penalty = penalty(PlanMethod.INDEX);
      double cost = scans.stream().mapToDouble(IndexScan::cost).sum();
      return candidate(
          access,
          new PhysicalUnion(
              access.getCluster(), traits(access), new ArrayList<RelNode>(scans), true),
          scans.get(0).startupCost() + penalty,
          cost + penalty,
          List.of());
    }

    private Candidate filter(Filter filter, Candidate input) {
      return candidate(
          filter,
          PhysicalFilter.create(input.node(), filter.getCondition()),
          input.startup(),
          input.cost() + OperatorCosts.FILTER * input.rows(),
          input.orders());
    }

    private Candidates project(Project project, List<RelCollation> wanted) {
      if (project.containsOver()) {
        throw new NotCoveredException("a window function in this place");
      }
      return candidates(project.getInput(), Orders.beforeProject(wanted, project.getProjects()))
          .each(
              input ->
                  candidate(
                      project,
                      PhysicalProject.create(
                          input.node(), project.getProjects(), project.getRowType()),
                      input.startup(),
                      input.cost() + OperatorCosts.PROJECT * input.rows(),
                      Orders.projected(input.orders(), project.getProjects())));
    }

    /** Rows that come in the order already need no sort, only the limit, if there is one. */
    private Candidates sort(Sort sort) {
      RelCollation order = sort.getCollation();
      boolean limited = sort.fetch != null || sort.offset != null;
      Candidates inputs =
          candidates(
              sort.getInput(),
              order.getFieldCollations().isEmpty() && !limited ? List.of() : List.of(order));
      Candidates candidates = new Candidates();
      for (Candidate input : inputs.list()) {
        if (!input.comesIn(order)) {
          continue;
        }
        candidates.add(limited ? limit(sort, input) : input);
      }
      Candidate cheapest = inputs.cheapest();
      if (!cheapest.comesIn(order)) {
        double cost =
            cheapest.cost()
                + (sort.fetch == null
                    ? OperatorCosts.sort(cheapest.rows())
                    : OperatorCosts.TOP * cheapest.rows() + OperatorCosts.sort(rowsRead(sort)));
        candidates.add(
            candidate(
                sort,
                PhysicalSort.create(cheapest.node(), order, sort.offset, sort.fetch),
                cost,
                cost,
                List.of(order)));
      }
      return candidates;
    }

    private Candidate limit(Sort sort, Candidate input) {
      double read = sort.fetch == null ? input.rows() : rowsRead(sort);
      return candidate(
          sort,
          PhysicalLimit.create(input.node(), sort.offset, sort.fetch),
          input.startup(),
          input.costOf(read) + OperatorCosts.LIMIT * Math.min(read, input.rows()),
          input.orders());
    }

    private static double rowsRead(Sort sort) {
      return count(sort.fetch) + count(sort.offset);
    }

    private static double count(@Nullable RexNode rows) {
      if (rows == null) {
        return 0;
      }
      BigDecimal known =
          rows instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
      return known == null ? ROWS_ASSUMED : known.doubleValue();
    }

    private Candidates correlate(Correlate correlate, List<RelCollation> wanted) {
      switch (correlate.getJoinType()) {
        case INNER, LEFT, SEMI, ANTI -> {}
        default -> throw new NotCoveredException(correlate.getRelTypeName());
      }
      Candidate right = candidates(correlate.getRight(), List.of()).cheapest();
      int leftColumns = correlate.getLeft().getRowType().getFieldCount();
      return candidates(correlate.getLeft(), Orders.ofFirstColumns(wanted, leftColumns))
          .each(
              left ->
                  candidate(
                      correlate,
                      PhysicalCorrelate.create(
                          left.node(),
                          right.node(),
                          correlate.getCorrelationId(),
                          correlate.getRequiredColumns(),
                          correlate.getJoinType()),
                      left.startup() + right.startup(),
                      left.cost() + left.rows() * (right.cost() + OperatorCosts.CORRELATE_ROW),
                      left.orders()));
    }

    /** The rows that a MULTISET was just made of; null if the node is something else. */
    private static @Nullable RelNode collected(RelNode node) {
      RelNode below =
          node instanceof Project project && project.getProjects().size() == 1
              ? project.getInput()
              : node;
      return below instanceof Collect values ? values.getInput() : null;
    }

    /** The arrays must be spelled out right below: no column and no operator has arrays. */
    private Candidate unnest(Uncollect unnest) {
      if (!(unnest.getInput() instanceof Project arrays)) {
        throw new NotCoveredException("UNNEST of anything but arrays of values");
      }
      Candidate input = candidates(arrays.getInput(), List.of()).cheapest();
      PhysicalUnnest physical =
          PhysicalUnnest.create(
              input.node(), arrays.getProjects(), unnest.withOrdinality, unnest.getRowType());
      double rows = input.rows() * physical.rowsEach();
      metadata.setRowCount(physical, rows);
      double cost = input.cost() + OperatorCosts.PROJECT * rows;
      return new Candidate(physical, rows, input.startup(), cost, List.of());
    }

    private Candidate other(RelNode node) {
      List<RelNode> inputs = new ArrayList<>();
      double cost = 0;
      double rows = 0;
      for (RelNode input : node.getInputs()) {
        Candidate cheapest = candidates(input, List.of()).cheapest();
        inputs.add(cheapest.node());
        cost += cheapest.cost();
        rows += cheapest.rows();
      }
      RelNode physical = physical(node, inputs);
      double own =
          node instanceof Window window
              ? OperatorCosts.WINDOW * rows * window.groups.size()
              : OperatorCosts.SET_OPERATION * rows;
      return candidate(node, physical, cost + own, cost + own, List.of());
    }

    private static RelNode physical(RelNode node, List<RelNode> inputs) {
      RelTraitSet traits = traits(node);
      if (node instanceof Values values) {
        return PhysicalValues.create(values);
      }
      if (node instanceof Window window) {
        return new PhysicalWindow(
            traits, inputs.get(0), window.constants, window.getRowType(), window.groups);
      }
      if (node instanceof RepeatUnion union) {
        return new PhysicalRepeatUnion(
            traits,
            inputs.get(0),
            inputs.get(1),
            union.all,
            union.iterationLimit,
            union.getTransientTable());
      }
      if (node instanceof TableSpool spool) {
        return new PhysicalSpool(
            traits, inputs.get(0), spool.readType, spool.writeType, spool.getTable());
      }
      if (node instanceof SetOp operation) {
        return setOperation(operation, traits, inputs);
      }
      if (node instanceof NearestJoin join) {
        return new PhysicalAsofJoin(traits, join, inputs.get(0), inputs.get(1));
      }
      if (node instanceof Sample sample) {
        return new PhysicalSample(traits, inputs.get(0), sample.getSamplingParameters());
      }
      throw new NotCoveredException(node.getRelTypeName());
    }

    private static RelNode setOperation(SetOp operation, RelTraitSet traits, List<RelNode> inputs) {
      if (operation instanceof LogicalUnion) {
        return new PhysicalUnion(operation.getCluster(), traits, inputs, operation.all);
      }
      if (operation instanceof LogicalIntersect) {
        return new PhysicalIntersect(operation.getCluster(), traits, inputs, operation.all);
      }
      if (operation instanceof LogicalMinus) {
        return new PhysicalMinus(operation.getCluster(), traits, inputs, operation.all);
      }
      throw new NotCoveredException(operation.getRelTypeName());
    }

    private static RelTraitSet traits(RelNode node) {
      return node.getCluster().traitSetOf(LightningConvention.INSTANCE);
    }
  }
}
