package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** What becomes of orders when columns are renumbered. */
final class Orders {
  private Orders() {}

  /** The orders of a projection's output, given those of its input. */
  static List<RelCollation> projected(List<RelCollation> orders, List<RexNode> projects) {
    return renumbered(orders, column -> position(projects, column), false);
  }

  /** The orders to ask of a projection's input for those wanted of its output. */
  static List<RelCollation> beforeProject(List<RelCollation> wanted, List<RexNode> projects) {
    return renumbered(
        wanted,
        column -> projects.get(column) instanceof RexInputRef input ? input.getIndex() : -1,
        true);
  }

  /** Those orders that only ask for columns in front of {@code columns}. */
  static List<RelCollation> ofFirstColumns(List<RelCollation> wanted, int columns) {
    return renumbered(wanted, column -> column < columns ? column : -1, true);
  }

  /** The same orders of columns that stand elsewhere. */
  static List<RelCollation> shifted(List<RelCollation> orders, int offset) {
    return renumbered(orders, column -> column + offset, true);
  }

  /** The beginning of an order, as long as it is by different ones of {@code columns}. */
  static RelCollation prefix(RelCollation order, List<Integer> columns) {
    List<RelFieldCollation> fields = new ArrayList<>();
    for (RelFieldCollation field : order.getFieldCollations()) {
      boolean again =
          fields.stream().anyMatch(other -> other.getFieldIndex() == field.getFieldIndex());
      if (again || !columns.contains(field.getFieldIndex())) {
        break;
      }
      fields.add(field);
    }
    return RelCollations.of(fields);
  }

  /** The same order from the end. */
  static RelCollation reversed(RelCollation order) {
    List<RelFieldCollation> fields = new ArrayList<>();
    for (RelFieldCollation field : order.getFieldCollations()) {
      fields.add(
          new RelFieldCollation(
              field.getFieldIndex(), field.direction.reverse(), reversed(field.nullDirection)));
    }
    return RelCollations.of(fields);
  }

  private static RelFieldCollation.NullDirection reversed(RelFieldCollation.NullDirection nulls) {
    return switch (nulls) {
      case FIRST -> RelFieldCollation.NullDirection.LAST;
      case LAST -> RelFieldCollation.NullDirection.FIRST;
      case UNSPECIFIED -> nulls;
    };
  }

  /** From the least value up; NULL is above every value. */
  static RelFieldCollation ascending(int column) {
    return new RelFieldCollation(
        column, RelFieldCollation.Direction.ASCENDING, RelFieldCollation.NullDirection.LAST);
  }

  private static int position(List<RexNode> projects, int column) {
    for (int i = 0; i < projects.size(); i++) {
      if (projects.get(i) instanceof RexInputRef input && input.getIndex() == column) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Renumbers.
   *
   * @param position the new number of a column, or negative if it is gone
   * @param whole whether an order that loses a column is lost; otherwise it ends there
   */
  static List<RelCollation> renumbered(
      List<RelCollation> orders, IntUnaryOperator position, boolean whole) {
    List<RelCollation> result = new ArrayList<>();
    for (RelCollation order : orders) {
      List<RelFieldCollation> fields = new ArrayList<>();
      for (RelFieldCollation field : order.getFieldCollations()) {
        int column = position.applyAsInt(field.getFieldIndex());
        if (column < 0) {
          break;
        }
        fields.add(field.withFieldIndex(column));
      }
      boolean kept = !whole || fields.size() == order.getFieldCollations().size();
      if (kept && !fields.isEmpty()) {
        result.add(RelCollations.of(fields));
      }
    }
    return result;
  }
}
