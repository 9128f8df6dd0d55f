package org.lightningdb.sql.plan;

import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Comparand;

/**
 * A conjunct that limits one column to intervals.
 *
 * @param column position in the table
 * @param intervals the row passes if the column's value is in one of them
 * @param source the conjunct itself, over the table's row
 * @param exact whether the intervals say all of it; if not (LIKE) it must still be evaluated
 */
record ColumnCondition(int column, List<Interval> intervals, RexNode source, boolean exact) {
  /** What the value of a column may be. */
  sealed interface Interval {
    /** Equal to a value. */
    record Point(Operand value) implements Interval {}

    /** Between two ends of which at most one is missing. */
    record Range(@Nullable End lower, @Nullable End upper) implements Interval {}

    /** Different from a value; no index helps. */
    record Other(Operand value) implements Interval {}

    /** NULL. */
    record IsNull() implements Interval {}

    /** Anything but NULL. */
    record NotNull() implements Interval {}
  }

  /** One end of a range. */
  record End(Operand value, boolean inclusive) {}

  /**
   * A value to compare with: a constant, or an expression evaluated when executed.
   *
   * @param constant a Java value comparable with the column, or null
   * @param expression set exactly if there is no constant
   */
  record Operand(@Nullable Object constant, @Nullable RexNode expression) {
    static Operand constant(Object value) {
      return new Operand(value, null);
    }

    static Operand expression(RexNode expression) {
      return new Operand(null, expression);
    }

    boolean isConstant() {
      return constant != null;
    }

    /** For execution; an expression is appended to {@code arguments} and referred to by number. */
    Comparand toComparand(List<RexNode> arguments) {
      if (constant != null) {
        return new Comparand.Constant(constant);
      }
      RexNode wanted = expression;
      if (wanted == null) {
        throw new IllegalStateException("neither constant nor expression");
      }
      int known = arguments.indexOf(wanted);
      if (known < 0) {
        arguments.add(wanted);
        known = arguments.size() - 1;
      }
      return new Comparand.Argument(known);
    }
  }

  /** The interval if there is just one, else null. */
  @Nullable Interval single() {
    return intervals.size() == 1 ? intervals.get(0) : null;
  }

  /** Whether every interval is one value or NULL, so that an index can go on to its next column. */
  boolean isPoints() {
    return intervals.stream()
        .allMatch(
            interval -> interval instanceof Interval.Point || interval instanceof Interval.IsNull);
  }

  /** Whether an index can use it as the last column of its ranges. */
  boolean isRanges() {
    return intervals.stream()
        .noneMatch(
            interval -> interval instanceof Interval.Other || interval instanceof Interval.NotNull);
  }
}
