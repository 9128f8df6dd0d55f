package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.CatalogTable;

/**
 * Some columns of those rows of a table that satisfy a condition: a scan that has swallowed the
 * filter and the projection above it, still without saying how the rows are found.
 */
public final class TableAccess extends TableScan {
  private final List<Integer> columns;
  private final @Nullable RexNode condition;
  private double rows = -1;

  private TableAccess(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelOptTable table,
      List<Integer> columns,
      @Nullable RexNode condition) {
    super(cluster, traits, List.of(), table);
    this.columns = List.copyOf(columns);
    this.condition = condition;
  }

  /** All columns of all rows. */
  static TableAccess all(RelOptCluster cluster, RelOptTable table) {
    return new TableAccess(
        cluster, cluster.traitSetOf(Convention.NONE), table, identity(table), null);
  }

  /** Fewer or reordered columns; {@code positions} are positions of this node's output. */
  TableAccess project(List<Integer> positions) {
    return new TableAccess(
        getCluster(),
        getTraitSet(),
        table,
        positions.stream().map(columns::get).toList(),
        condition);
  }

  /** Fewer rows; the condition is over this node's output. */
  TableAccess filter(RexNode outputCondition) {
    RexNode overTable = overTable(outputCondition);
    RexNode both =
        condition == null
            ? overTable
            : RexUtil.composeConjunction(
                getCluster().getRexBuilder(), List.of(condition, overTable));
    return new TableAccess(getCluster(), getTraitSet(), table, columns, both);
  }

  /** The same columns of the rows that satisfy another condition, over the table's row. */
  TableAccess where(RexNode other) {
    return new TableAccess(getCluster(), getTraitSet(), table, columns, other);
  }

  /** The same expression over the table's row instead of this node's output. */
  private RexNode overTable(RexNode outputExpression) {
    return outputExpression.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(org.apache.calcite.rex.RexInputRef reference) {
            return org.apache.calcite.rex.RexInputRef.of(
                columns.get(reference.getIndex()), table.getRowType());
          }
        });
  }

  CatalogTable catalogTable() {
    return catalogTable(table);
  }

  static CatalogTable catalogTable(RelOptTable table) {
    CatalogTable found = table.unwrap(CatalogTable.class);
    if (found == null) {
      throw new IllegalStateException("not a table of the catalog: " + table.getQualifiedName());
    }
    return found;
  }

  /** Positions in the table's row type of the output columns. */
  List<Integer> columns() {
    return columns;
  }

  /** The condition over the table's row type; null = all rows. */
  @Nullable RexNode condition() {
    return condition;
  }

  /** About how many rows. */
  double rows() {
    if (rows < 0) {
      rows = ConditionEstimate.rows(catalogTable(), condition);
    }
    return rows;
  }

  /** The indexes that may be used, the primary one first. */
  List<IndexDescriptor> indexes() {
    TableDescriptor descriptor = catalogTable().descriptor();
    List<IndexDescriptor> indexes = new ArrayList<>();
    indexes.add(descriptor.primary());
    indexes.addAll(descriptor.indexes());
    return indexes;
  }

  /**
   * The orders that indexes may give: of their key columns, and if there is a condition, which may
   * fix some of them, of those after the first ones.
   */
  public List<RelCollation> possibleOrders() {
    List<RelCollation> orders = new ArrayList<>();
    for (IndexDescriptor index : indexes()) {
      int last = condition == null ? 1 : index.columns().size();
      for (int first = 0; first < last; first++) {
        RelCollation order = IndexScan.order(columns, index, first, false);
        if (!order.getFieldCollations().isEmpty()) {
          orders.add(order);
        }
      }
    }
    return orders;
  }

  /**
   * The ways to read these rows: every index that bounds them or holds all columns needed, and the
   * table itself.
   *
   * @param ordered whether an index that does neither is wanted too, for its order, and all of them
   *     in both directions
   */
  public List<IndexScan> scans(boolean ordered) {
    List<IndexScan> scans = new ArrayList<>();
    for (IndexDescriptor index : indexes()) {
      AccessPath path = AccessPath.of(this, index);
      if (index.primary() || path.isBounded() || path.covering() || ordered) {
        scans.add(IndexScan.of(this, path, false));
        if (ordered && !index.columns().isEmpty()) {
          scans.add(IndexScan.of(this, path, true));
        }
      }
      AccessPath skipping = AccessPath.skipping(this, index);
      if (skipping != null) {
        scans.add(IndexScan.of(this, skipping, false));
        if (ordered) {
          scans.add(IndexScan.of(this, skipping, true));
        }
      }
    }
    scans.addAll(IndexIntersection.of(this, scans));
    return scans;
  }

  @Override
  public RelDataType deriveRowType() {
    return rowType(getCluster(), table, columns);
  }

  static RelDataType rowType(RelOptCluster cluster, RelOptTable table, List<Integer> columns) {
    RelDataTypeFactory.Builder builder = cluster.getTypeFactory().builder();
    columns.forEach(column -> builder.add(table.getRowType().getFieldList().get(column)));
    return builder.uniquify().build();
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return traitSet.equals(getTraitSet())
        ? this
        : new TableAccess(getCluster(), traitSet, table, columns, condition);
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    if (condition == null) {
      return this;
    }
    RexNode changed = shuttle.apply(condition);
    return changed.equals(condition)
        ? this
        : new TableAccess(getCluster(), getTraitSet(), table, columns, changed);
  }

  @Override
  public void collectVariablesUsed(Set<CorrelationId> variables) {
    if (condition != null) {
      condition.accept(new CorrelationCollector(variables));
    }
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", columns)
        .itemIf("condition", condition, condition != null);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    return rows();
  }

  /** Collects the correlation variables of an expression. */
  private static final class CorrelationCollector extends RexVisitorImpl<Void> {
    private final Set<CorrelationId> variables;

    CorrelationCollector(Set<CorrelationId> variables) {
      super(true);
      this.variables = variables;
    }

    @Override
    public Void visitCorrelVariable(org.apache.calcite.rex.RexCorrelVariable variable) {
      variables.add(variable.id);
      return super.visitCorrelVariable(variable);
    }
  }
}
