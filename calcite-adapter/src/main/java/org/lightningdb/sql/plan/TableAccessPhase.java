package org.lightningdb.sql.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.CatalogTable;

/** Replaces scans of tables, with the filters and projections above them, by table accesses. */
final class TableAccessPhase extends RelHomogeneousShuttle {
  private TableAccessPhase() {}

  static RelNode apply(RelNode node) {
    return node.accept(new TableAccessPhase());
  }

  @Override
  public RelNode visit(TableScan scan) {
    return scan.getTable().unwrap(CatalogTable.class) == null
        ? scan
        : TableAccess.all(scan.getCluster(), scan.getTable());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode node = super.visit(other);
    if (node.getInputs().size() != 1 || !(node.getInput(0) instanceof TableAccess access)) {
      return node;
    }
    if (node instanceof Filter filter
        && !RexUtil.SubQueryFinder.containsSubQuery(filter)
        && !filter.containsOver()) {
      return access.filter(filter.getCondition());
    }
    if (node instanceof Project project) {
      return project(project, access);
    }
    if (node instanceof Aggregate aggregate && readsNoColumn(aggregate)) {
      return aggregate.copy(
          aggregate.getTraitSet(), List.of(access.project(List.of(cheapestColumn(access)))));
    }
    return node;
  }

  /** COUNT(*) and nothing else. */
  private static boolean readsNoColumn(Aggregate aggregate) {
    return aggregate.getGroupSet().isEmpty()
        && aggregate.getAggCallList().stream()
            .allMatch(call -> call.getArgList().isEmpty() && call.filterArg < 0);
  }

  /** The position of a column that as many indexes as possible hold. */
  private static int cheapestColumn(TableAccess access) {
    TableDescriptor table = access.catalogTable().descriptor();
    IndexDescriptor index =
        table.hasPrimaryKey() || table.indexes().isEmpty()
            ? table.primary()
            : table.indexes().get(0);
    int column = index.columns().isEmpty() ? 0 : index.columns().get(0).column();
    return Math.max(0, access.columns().indexOf(column));
  }

  private static RelNode project(Project project, TableAccess access) {
    List<Integer> references = references(project);
    if (references != null) {
      return access.project(references);
    }
    List<Integer> used = RelOptUtil.InputFinder.bits(project.getProjects(), null).asList();
    if (used.size() == access.columns().size()) {
      return project;
    }
    TableAccess narrowed = access.project(used.isEmpty() ? List.of(0) : used);
    List<RexNode> expressions =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(used.indexOf(reference.getIndex()), reference.getType());
          }
        }.visitList(project.getProjects());
    return LogicalProject.create(
        narrowed, project.getHints(), expressions, project.getRowType(), project.getVariablesSet());
  }

  /** The columns if the projection only picks columns, each at most once and at least one. */
  private static @Nullable List<Integer> references(Project project) {
    Set<Integer> seen = new HashSet<>();
    for (RexNode expression : project.getProjects()) {
      if (!(expression instanceof RexInputRef reference) || !seen.add(reference.getIndex())) {
        return null;
      }
    }
    return seen.isEmpty()
        ? null
        : project.getProjects().stream()
            .map(expression -> ((RexInputRef) expression).getIndex())
            .toList();
  }
}
