package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;

/**
 * Executes the right side once for each row of the left, whose columns it reads from slots: lookups
 * through an index, sub-queries that could not be made joins.
 *
 * @param type INNER, LEFT, SEMI or ANTI
 * @param outerColumns which columns of the left side the right side reads, and in which slots
 */
public record CorrelatePlan(
    OperatorPlan left, OperatorPlan right, JoinType type, List<OuterColumn> outerColumns)
    implements OperatorPlan {
  /** A column of the left side that the right side reads. */
  public record OuterColumn(int column, int slot) {}

  public CorrelatePlan {
    outerColumns = List.copyOf(outerColumns);
    if (!type.combines() && type != JoinType.SEMI && type != JoinType.ANTI) {
      throw new IllegalArgumentException("not executed row by row: " + type);
    }
  }

  @Override
  public List<SqlType> types() {
    List<SqlType> types = new ArrayList<>(left.types());
    if (type.combines()) {
      types.addAll(right.types());
    }
    return types;
  }

  @Override
  public Operator operator(Execution execution) {
    return new Running(left.operator(execution), right.operator(execution), execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private static final int ROWS_FIRST = 16;

    private final Operator left;
    private final Operator right;
    private final Execution execution;
    private final BatchBuilder output = new BatchBuilder(types());
    private final int leftColumns = CorrelatePlan.this.left.types().size();
    private int wanted;
    private @Nullable Batch leftBatch;
    private @Nullable Batch rightBatch;
    private int leftIndex;
    private int rightIndex;
    private boolean rightOpen;
    private boolean matched;

    Running(Operator left, Operator right, Execution execution) {
      this.left = left;
      this.right = right;
      this.execution = execution;
    }

    @Override
    public void open() {
      wanted = ROWS_FIRST;
      leftBatch = null;
      rightBatch = null;
      rightOpen = false;
      left.open();
    }

    @Override
    public @Nullable Batch next() {
      output.clear();
      while (output.count() < wanted && (rightOpen || beginRow())) {
        Batch rows = rightBatch;
        if (rows == null || rightIndex == rows.count()) {
          rows = right.next();
          rightBatch = rows;
          rightIndex = 0;
        }
        if (rows == null) {
          endRow();
        } else if (type.combines()) {
          combine(rows);
        } else {
          matched = true;
          endRow();
        }
      }
      wanted = Math.min(4 * wanted, Batch.ROWS_MAX);
      return output.count() == 0 ? null : output.build();
    }

    /** Goes to the next left row and starts the right side for it; false at the end. */
    private boolean beginRow() {
      Batch rows = leftBatch;
      if (rows == null || leftIndex == rows.count()) {
        rows = left.next();
        leftBatch = rows;
        leftIndex = 0;
        if (rows == null) {
          return false;
        }
      }
      if (leftIndex % 64 == 0) {
        execution.context().checkCancelled();
      }
      int position = rows.rows().position(leftIndex);
      for (OuterColumn outer : outerColumns) {
        SqlType columnType = CorrelatePlan.this.left.types().get(outer.column());
        execution.setSlot(
            outer.slot(), VectorValues.get(rows.column(outer.column()), position, columnType));
      }
      matched = false;
      rightBatch = null;
      rightOpen = true;
      right.open();
      return true;
    }

    private void combine(Batch rows) {
      matched = true;
      Batch outer = java.util.Objects.requireNonNull(leftBatch);
      int position = outer.rows().position(leftIndex);
      while (rightIndex < rows.count() && output.count() < wanted) {
        output.copy(0, outer, position);
        output.copy(leftColumns, rows, rows.rows().position(rightIndex++));
        output.endRow();
      }
    }

    private void endRow() {
      rightOpen = false;
      rightBatch = null;
      right.close();
      Batch outer = java.util.Objects.requireNonNull(leftBatch);
      int position = outer.rows().position(leftIndex++);
      boolean alone =
          switch (type) {
            case LEFT -> !matched;
            case SEMI -> matched;
            case ANTI -> !matched;
            default -> false;
          };
      if (alone) {
        output.copy(0, outer, position);
        output.setNulls(leftColumns);
        output.endRow();
      }
    }

    @Override
    public void close() {
      leftBatch = null;
      if (rightOpen) {
        rightOpen = false;
        right.close();
      }
      left.close();
    }
  }
}
