package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexInputRef;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.plan.physical.PhysicalCorrelate;
import org.lightningdb.sql.plan.physical.PhysicalExchange;
import org.lightningdb.sql.plan.physical.PhysicalFilter;
import org.lightningdb.sql.plan.physical.PhysicalHashJoin;
import org.lightningdb.sql.plan.physical.PhysicalMergeJoin;
import org.lightningdb.sql.plan.physical.PhysicalProject;
import org.lightningdb.sql.plan.physical.PhysicalSort;
import org.lightningdb.sql.plan.physical.PhysicalUnion;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * What a hash join has to say to the operators below its probing side: rows whose column is not in
 * a filter may be left out, since they find no match. A wish goes down as long as leaving rows out
 * there leaves out nothing but such rows above; scans fulfil it.
 *
 * @param number of the filter
 */
record KeyWish(int column, int number) {
  /** The wishes about the rows of a node as wishes about the rows of one of its inputs. */
  static List<KeyWish> ofInput(RelNode node, int input, List<KeyWish> wishes) {
    List<KeyWish> result = new ArrayList<>();
    for (KeyWish wish : wishes) {
      int column = wish.columnOfInput(node, input);
      if (column >= 0) {
        result.add(new KeyWish(column, wish.number));
      }
    }
    return result;
  }

  private int columnOfInput(RelNode node, int input) {
    if (node instanceof PhysicalFilter
        || node instanceof PhysicalExchange
        || (node instanceof PhysicalSort sort && sort.fetch == null && sort.offset == null)) {
      return column;
    }
    if (node instanceof PhysicalProject project) {
      boolean passed = project.getProjects().get(column) instanceof RexInputRef;
      return passed ? ((RexInputRef) project.getProjects().get(column)).getIndex() : -1;
    }
    if (node instanceof Aggregate aggregate) {
      boolean key =
          aggregate.getGroupType() == Aggregate.Group.SIMPLE && column < aggregate.getGroupCount();
      return key ? aggregate.getGroupSet().nth(column) : -1;
    }
    if (node instanceof PhysicalUnion) {
      SqlType wanted = OperatorLowering.types(node).get(column);
      RelNode branch = node.getInput(input);
      return OperatorLowering.types(branch).get(column).equals(wanted) ? column : -1;
    }
    if (node instanceof PhysicalCorrelate || node instanceof Join) {
      return columnOfSide(node, input);
    }
    return -1;
  }

  private int columnOfSide(RelNode node, int input) {
    JoinRelType type =
        node instanceof Correlate correlate ? correlate.getJoinType() : ((Join) node).getJoinType();
    int leftCount = node.getInput(0).getRowType().getFieldCount();
    if (input == 0) {
      // A left row that is left out takes along only rows that have its own columns.
      boolean alone = type != JoinRelType.RIGHT && type != JoinRelType.FULL;
      return alone && column < leftCount ? column : -1;
    }
    boolean scannedOnce = node instanceof PhysicalHashJoin || node instanceof PhysicalMergeJoin;
    boolean right = scannedOnce && type == JoinRelType.INNER;
    return right && column >= leftCount ? column - leftCount : -1;
  }

  /** Whether columns of these types have the same number in vectors if they have equal values. */
  static boolean isComparable(SqlType a, SqlType b) {
    return a.columnKind() == ColumnKind.LONG
        && (a.equals(b) || (isInteger(a) && isInteger(b)) || isSameDecimal(a, b));
  }

  private static boolean isInteger(SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
      default -> false;
    };
  }

  private static boolean isSameDecimal(SqlType a, SqlType b) {
    return a.kind() == b.kind()
        && a.columnKind() == b.columnKind()
        && a.scale() == b.scale()
        && a.kind() == TypeKind.DECIMAL;
  }
}
