package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;

/**
 * Aggregations for which some of a table's rows are enough: duplicates change nothing, and of all
 * the rows that equal each other in the first columns of an index only the smallest or largest
 * value of the next column is asked for. A scan that jumps from one combination of these columns'
 * values to the next gives the same answer.
 */
public final class FirstOfEach {
  private final TableAccess access;
  private final BitSet columns = new BitSet();
  private final List<AggregateCall> extremes = new ArrayList<>();

  private FirstOfEach(TableAccess access) {
    this.access = access;
  }

  /** The scans that give enough rows of {@code access} for an aggregation of them. */
  public static List<IndexScan> scans(TableAccess access, Aggregate aggregate) {
    List<IndexScan> scans = new ArrayList<>();
    FirstOfEach wanted = new FirstOfEach(access);
    if (!wanted.add(aggregate)) {
      return scans;
    }
    for (IndexDescriptor index : access.indexes()) {
      IndexScan scan = wanted.scan(index);
      if (scan != null) {
        scans.add(scan);
      }
    }
    return scans;
  }

  /** Collects the columns; false if it matters how often values occur. */
  private boolean add(Aggregate aggregate) {
    aggregate.getGroupSet().forEach(this::addColumn);
    for (AggregateCall call : aggregate.getAggCallList()) {
      SqlKind kind = call.getAggregation().getKind();
      if (call.filterArg >= 0 || !call.getCollation().getFieldCollations().isEmpty()) {
        return false;
      }
      if (kind == SqlKind.MIN || kind == SqlKind.MAX) {
        extremes.add(call);
      } else if (call.isDistinct()) {
        call.getArgList().forEach(this::addColumn);
      } else {
        return false;
      }
    }
    return true;
  }

  private void addColumn(int position) {
    columns.set(access.columns().get(position));
  }

  private @Nullable IndexScan scan(IndexDescriptor index) {
    ImmutableBitSet prefix = ImmutableBitSet.fromBitSet(columns);
    AggregateCall extreme = null;
    for (AggregateCall call : extremes) {
      int column = column(call);
      if (prefix.get(column)) {
        continue;
      }
      if (extreme != null
          && (column(extreme) != column
              || extreme.getAggregation().getKind() != call.getAggregation().getKind())) {
        return null;
      }
      extreme = call;
    }
    int length = prefix.cardinality();
    boolean next = extreme == null || isNext(index, length, extreme);
    if (length == 0 || length > index.columns().size() || !next || !isPrefix(index, prefix)) {
      return null;
    }
    AccessPath path = AccessPath.firstOfEach(access, index, length);
    return path == null
        ? null
        : IndexScan.of(
            access, path, extreme != null && isBackward(index, length, extreme), path.prefixes());
  }

  private int column(AggregateCall call) {
    return access.columns().get(call.getArgList().get(0));
  }

  private static boolean isPrefix(IndexDescriptor index, ImmutableBitSet columns) {
    return ImmutableBitSet.of(
            index.columns().subList(0, columns.cardinality()).stream()
                .map(KeyColumn::column)
                .toList())
        .equals(columns);
  }

  /** Whether the call's column comes next; NULL is above every value, so MAX must not meet it. */
  private boolean isNext(IndexDescriptor index, int length, AggregateCall call) {
    boolean nullable =
        access.getRowType().getFieldList().get(call.getArgList().get(0)).getType().isNullable();
    return length < index.columns().size()
        && index.columns().get(length).column() == column(call)
        && (call.getAggregation().getKind() == SqlKind.MIN || !nullable);
  }

  private static boolean isBackward(IndexDescriptor index, int length, AggregateCall call) {
    boolean smallest = call.getAggregation().getKind() == SqlKind.MIN;
    return smallest == index.columns().get(length).descending();
  }
}
