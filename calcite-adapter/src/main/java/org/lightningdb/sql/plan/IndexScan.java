package org.lightningdb.sql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.sql.bind.CatalogTable;
import org.lightningdb.sql.exec.FilterTemplate;
import org.lightningdb.sql.exec.SkipTemplate;

/** Reads rows of a table through one of its indexes, in the index's order or against it. */
public final class IndexScan extends TableScan implements LightningConvention.LightningNode {
  private final List<Integer> columns;
  private final AccessPath path;
  private final boolean backward;
  private final double rows;
  private final List<RelCollation> orders;

  private IndexScan(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelOptTable table,
      List<Integer> columns,
      AccessPath path,
      boolean backward,
      double rows,
      List<RelCollation> orders) {
    super(cluster, traits, List.of(), table);
    this.columns = columns;
    this.path = path;
    this.backward = backward;
    this.rows = rows;
    this.orders = orders;
  }

  static IndexScan of(TableAccess access, AccessPath path, boolean backward) {
    return of(access, path, backward, access.rows());
  }

  /** One that does not give all rows. */
  static IndexScan of(TableAccess access, AccessPath path, boolean backward, double rows) {
    List<RelCollation> orders = orders(access.columns(), path, backward);
    RelTraitSet traits =
        access
            .getCluster()
            .traitSetOf(LightningConvention.INSTANCE)
            .replaceIfs(RelCollationTraitDef.INSTANCE, () -> orders);
    return new IndexScan(
        access.getCluster(),
        traits,
        access.getTable(),
        access.columns(),
        path,
        backward,
        rows,
        orders);
  }

  /** The orders in which rows come: with and without the key columns that have one value. */
  private static List<RelCollation> orders(
      List<Integer> columns, AccessPath path, boolean backward) {
    if (!path.single()) {
      return ImmutableList.of(RelCollations.EMPTY);
    }
    RelCollation whole = order(columns, path.index(), 0, backward);
    RelCollation rest = order(columns, path.index(), path.keyColumnsFixed(), backward);
    return whole.equals(rest) || whole.getFieldCollations().isEmpty()
        ? ImmutableList.of(rest)
        : ImmutableList.sortedCopyOf(List.of(rest, whole));
  }

  /** The order of an index's key columns from one on, as far as {@code columns} has them. */
  static RelCollation order(
      List<Integer> columns, IndexDescriptor index, int from, boolean backward) {
    List<RelFieldCollation> fields = new ArrayList<>();
    List<KeyColumn> keys = index.columns();
    for (KeyColumn key : keys.subList(from, keys.size())) {
      int position = columns.indexOf(key.column());
      if (position < 0) {
        break;
      }
      // NULL is above every value: last when ascending, first when descending.
      fields.add(
          key.descending() == backward
              ? new RelFieldCollation(
                  position,
                  RelFieldCollation.Direction.ASCENDING,
                  RelFieldCollation.NullDirection.LAST)
              : new RelFieldCollation(
                  position,
                  RelFieldCollation.Direction.DESCENDING,
                  RelFieldCollation.NullDirection.FIRST));
    }
    return RelCollations.of(fields);
  }

  public CatalogTable catalogTable() {
    return TableAccess.catalogTable(table);
  }

  /** Positions in the table of the output columns; the row key counts as the last column. */
  public List<Integer> columns() {
    return columns;
  }

  /** The columns to read: the output, then those that only the residual condition needs. */
  public List<Integer> columnsRead() {
    return path.columnsRead(columns);
  }

  public AccessPath path() {
    return path;
  }

  public boolean backward() {
    return backward;
  }

  @Override
  public RelDataType deriveRowType() {
    return TableAccess.rowType(getCluster(), table, columns);
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return traitSet.equals(getTraitSet())
        ? this
        : new IndexScan(getCluster(), traitSet, table, columns, path, backward, rows, orders);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    return rows;
  }

  @Override
  public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
    return planner.getCostFactory().makeCost(cost(), 0, 0);
  }

  /** The cost of reading all rows; a sequential read of one row of a table costs 1. */
  public double cost() {
    double visited = Math.max(path.rowsVisited(), rows);
    SkipTemplate skip = path.skip();
    double perRow =
        path.index().primary()
            ? skip == null ? 1 : OperatorCosts.ROW_BY_ROW
            : path.covering() ? OperatorCosts.ENTRY : 1 + OperatorCosts.LOOKUP;
    double cost = startupCost() + visited * path.filters().fraction() * perRow;
    if (!path.filters().list().isEmpty()) {
      cost += visited * OperatorCosts.FILTER_ENTRY;
    }
    if (skip != null) {
      int jumps = skip.first() ? skip.ranges().size() : 1 + skip.ranges().size();
      cost += path.prefixes() * jumps * OperatorCosts.JUMP;
    }
    return backward ? cost * OperatorCosts.BACKWARD : cost;
  }

  /** The cost until the first row comes. */
  public double startupCost() {
    double seeks = path.ranges().size();
    for (FilterTemplate filter : path.filters().list()) {
      seeks += filter.ranges().size();
    }
    return seeks * OperatorCosts.SEEK + path.filters().entries() * OperatorCosts.FILTER_ENTRY;
  }

  /** Whether it reads all rows where they are, in no particular direction. */
  public boolean isWholeTable() {
    return path.index().primary() && !path.isBounded() && !backward;
  }

  /** The ways to plan that it is an example of. */
  public Set<PlanMethod> methods() {
    Set<PlanMethod> methods = EnumSet.noneOf(PlanMethod.class);
    if (!isWholeTable()) {
      methods.add(PlanMethod.INDEX);
    }
    if (!path.isBounded()) {
      methods.add(PlanMethod.WHOLE_SCAN);
    }
    if (path.skip() != null) {
      methods.add(PlanMethod.SKIP_SCAN);
    }
    if (!path.filters().list().isEmpty()) {
      methods.add(PlanMethod.INDEX_AND);
    }
    return methods;
  }

  /** The orders in which rows come. */
  public List<RelCollation> orders() {
    return orders;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", columns)
        .item("path", path)
        .item("backward", backward);
  }
}
