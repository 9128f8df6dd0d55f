package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.RangeTemplate;

/**
 * A join answered by looking up, for every row of one side, the matching rows of a table through an
 * index. Cheaper than reading the table if the other side is small.
 *
 * @param outer the side whose rows are looked up
 * @param scans the ways to find the matching rows; they refer to the outer row by {@code variable}
 * @param required the columns of the outer row that they refer to
 * @param type the join's type as seen from the outer side
 * @param batched the ways to find the rows for many outer rows at a time
 */
public record LookupJoin(
    RelNode outer,
    List<IndexScan> scans,
    CorrelationId variable,
    ImmutableBitSet required,
    JoinRelType type,
    List<Batched> batched) {
  /**
   * A scan of the table, of which only ranges are to be read.
   *
   * @param ranges which ones, for an outer row; their arguments are the values of {@code columns}
   * @param columns of the outer row
   * @param matchCost about what it costs to read them once they are found
   */
  public record Batched(
      IndexScan scan, List<RangeTemplate> ranges, List<Integer> columns, double matchCost) {
    public Batched {
      ranges = List.copyOf(ranges);
      columns = List.copyOf(columns);
    }
  }

  /** With more ranges for each outer row they are looked up one by one. */
  private static final int RANGES_MAX = 8;

  /**
   * The lookup that a join can be answered by, or null.
   *
   * @param tableRight whether the table is the right input
   */
  public static @Nullable LookupJoin of(Join join, boolean tableRight) {
    RelNode outer = tableRight ? join.getLeft() : join.getRight();
    RelNode inner = tableRight ? join.getRight() : join.getLeft();
    if (!(inner instanceof TableAccess table)
        || !join.getVariablesSet().isEmpty()
        || !isSuitable(join.getJoinType(), tableRight)) {
      return null;
    }
    CorrelationId variable = join.getCluster().createCorrel();
    ImmutableBitSet.Builder required = ImmutableBitSet.builder();
    TableAccess looked = table.filter(lookupCondition(join, tableRight, outer, variable, required));
    if (required.isEmpty() || !usesIndex(looked, table)) {
      return null;
    }
    JoinRelType type =
        join.getJoinType() == JoinRelType.RIGHT ? JoinRelType.LEFT : join.getJoinType();
    List<IndexScan> scans = looked.scans(false);
    List<Batched> batched = new ArrayList<>();
    for (IndexScan scan : scans) {
      Batched found = batched(scan, table, variable);
      if (found != null) {
        batched.add(found);
      }
    }
    return new LookupJoin(outer, scans, variable, required.build(), type, batched);
  }

  /**
   * The same scan for many outer rows: ranges for each, made of its columns and constants. The
   * table's own condition may be among their bounds; the scan checks it all the same.
   */
  private static @Nullable Batched batched(
      IndexScan looked, TableAccess table, CorrelationId variable) {
    AccessPath path = looked.path();
    if (path.pointColumns() == 0 || path.skip() != null || path.ranges().size() > RANGES_MAX) {
      return null;
    }
    List<Integer> columns = new ArrayList<>();
    List<RangeTemplate> ranges = new ArrayList<>();
    for (RangeTemplate range : path.ranges()) {
      RangeTemplate found =
          range.withComparands(comparand -> ofOuter(comparand, path, variable, columns));
      if (found == null) {
        return null;
      }
      ranges.add(found);
    }
    return columns.isEmpty()
        ? null
        : new Batched(
            IndexScan.of(table, AccessPath.unbounded(table, path.index()), false),
            ranges,
            columns,
            looked.cost() - looked.startupCost());
  }

  /** The same comparand for many outer rows; null if it is neither constant nor of the row. */
  private static @Nullable Comparand ofOuter(
      Comparand comparand, AccessPath path, CorrelationId variable, List<Integer> columns) {
    if (!(comparand instanceof Comparand.Argument argument)) {
      return comparand;
    }
    if (!(path.arguments().get(argument.index()) instanceof RexFieldAccess access)
        || !(access.getReferenceExpr() instanceof RexCorrelVariable outer)
        || !outer.id.equals(variable)) {
      return null;
    }
    columns.add(access.getField().getIndex());
    return new Comparand.Argument(columns.size() - 1);
  }

  private static boolean isSuitable(JoinRelType type, boolean tableRight) {
    return switch (type) {
      case INNER -> true;
      case LEFT, SEMI, ANTI -> tableRight;
      case RIGHT -> !tableRight;
      default -> false;
    };
  }

  /** The join condition over the table's row, the other side's columns being variables. */
  private static RexNode lookupCondition(
      Join join,
      boolean tableRight,
      RelNode outer,
      CorrelationId variable,
      ImmutableBitSet.Builder required) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    int leftCount = join.getLeft().getRowType().getFieldCount();
    return join.getCondition()
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                boolean onLeft = reference.getIndex() < leftCount;
                int field = onLeft ? reference.getIndex() : reference.getIndex() - leftCount;
                if (onLeft != tableRight) {
                  return new RexInputRef(field, reference.getType());
                }
                required.set(field);
                return builder.makeFieldAccess(
                    builder.makeCorrel(outer.getRowType(), variable), field);
              }
            });
  }

  /** Whether the join condition gives an index bounds that it did not have before. */
  private static boolean usesIndex(TableAccess looked, TableAccess plain) {
    TableDescriptor table = plain.catalogTable().descriptor();
    List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
    indexes.add(table.primary());
    return indexes.stream()
        .anyMatch(
            index ->
                AccessPath.of(looked, index).pointColumns()
                    > AccessPath.of(plain, index).pointColumns());
  }
}
