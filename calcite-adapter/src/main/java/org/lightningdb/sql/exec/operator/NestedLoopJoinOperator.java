package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * One execution of a nested loop join. For each left batch it goes through the right rows, each as
 * columns of one repeated value beside the left columns; only the columns that the condition reads
 * are made before it is known that something matches. Right rows that do not fit in memory are gone
 * through block by block, with all left rows for each block; what is left of them comes with the
 * last.
 */
final class NestedLoopJoinOperator implements Operator {
  private static final int ROWS_BETWEEN_CHECKS = 64;

  private final NestedLoopJoinPlan plan;
  private final Execution execution;
  private final Operator right;
  private final LeftPasses left;
  private final RightBlocks blocks;
  private final @Nullable Evaluator condition;
  private final RowStore stored;
  private final int leftColumns;
  private final Batch both;
  private final JoinRemainder remainder;
  private final ColumnVector[] repeated;
  private final BitSet matchedRight = new BitSet();
  private final BitSet unknownLeft = new BitSet();
  private final Rows asked = new Rows();
  private boolean[] matchedLeft = new boolean[0];
  private int[] positions = new int[0];
  private int[] hits = new int[0];
  private @Nullable Batch leftBatch;
  private boolean built;
  private int rightRow;
  private boolean closed;

  NestedLoopJoinOperator(NestedLoopJoinPlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.left = new LeftPasses(plan.left().operator(execution), plan.left().types(), execution);
    this.right = plan.right().operator(execution);
    this.condition = plan.condition() == null ? null : plan.condition().evaluator(execution);
    this.blocks = new RightBlocks(plan.right().types(), execution);
    this.stored = blocks.block();
    this.leftColumns = plan.left().types().size();
    this.repeated = new ColumnVector[plan.right().types().size()];
    this.both = new Batch(leftColumns + repeated.length);
    this.remainder =
        new JoinRemainder(
            plan.type(),
            leftColumns,
            plan.types().size(),
            new PairBatch(plan.left().types(), plan.right().types()));
  }

  @Override
  public void open() {
    built = false;
    closed = false;
    leftBatch = null;
    remainder.reset();
  }

  @Override
  public @Nullable Batch next() {
    if (closed) {
      return null;
    }
    if (!built) {
      blocks.read(right);
      built = true;
      left.open(!blocks.isLast());
    }
    while (true) {
      Batch rows = leftBatch;
      if (rows != null) {
        Batch result = rightRow < stored.size() ? match(rows) : remaining(rows);
        if (result != null) {
          return result;
        }
      } else if (!beginBatch()) {
        Batch result = matchedOrNot();
        if (result != null || blocks.isLast()) {
          return result;
        }
        nextBlock();
      }
    }
  }

  /** The next rows to return of the block's right rows; null if there are none. */
  private @Nullable Batch matchedOrNot() {
    return plan.type().keepsRight()
        ? remainder.nextRight(stored, matchedRight, plan.type() == JoinType.RIGHT_SEMI)
        : null;
  }

  private void nextBlock() {
    blocks.advance();
    matchedRight.clear();
    remainder.reset();
    left.again();
  }

  private boolean beginBatch() {
    Batch rows = left.next();
    if (rows == null) {
      return false;
    }
    leftBatch = rows;
    rightRow = 0;
    if (matchedLeft.length < rows.positions()) {
      matchedLeft = new boolean[rows.positions()];
    }
    Arrays.fill(matchedLeft, false);
    unknownLeft.clear();
    left.recall(matchedLeft, unknownLeft);
    for (int i = 0; i < leftColumns; i++) {
      both.setColumn(i, rows.column(i));
    }
    if (positions.length < rows.positions()) {
      positions = new int[rows.positions()];
      hits = new int[rows.positions()];
    }
    for (int i = 0; i < repeated.length; i++) {
      if (repeated[i] == null || repeated[i].capacity() < rows.positions()) {
        repeated[i] =
            ColumnVector.create(
                plan.right().types().get(i).columnKind(),
                Math.max(rows.positions(), Batch.ROWS_MAX));
      }
      both.setColumn(leftColumns + i, repeated[i]);
    }
    return true;
  }

  /** Compares the left batch with the next right row. */
  private @Nullable Batch match(Batch rows) {
    int row = rightRow++;
    if (row % ROWS_BETWEEN_CHECKS == 0) {
      execution.context().checkCancelled();
    }
    Rows open = undecided(rows);
    if (open.count() == 0) {
      rightRow = stored.size();
      return null;
    }
    both.reset(rows.positions());
    int count = condition == null ? all(open) : check(condition, open, row);
    if (count == 0) {
      return null;
    }
    matchedRight.set(row);
    for (int i = 0; i < count; i++) {
      matchedLeft[hits[i]] = true;
    }
    if (!plan.type().combines()) {
      return null;
    }
    for (int i = 0; i < repeated.length; i++) {
      if (condition == null || !plan.conditionColumns().contains(i)) {
        repeat(i, row, hits, count);
      }
    }
    both.select(hits, count);
    return both;
  }

  /** The left rows that the next right row can change anything for. */
  private Rows undecided(Batch rows) {
    if (plan.type().combines() || plan.type().keepsRight()) {
      int[] listed = rows.rows().positions();
      return listed == null ? asked.setFirst(rows.count()) : asked.set(listed, rows.count());
    }
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      if (!matchedLeft[position]) {
        positions[count++] = position;
      }
    }
    return asked.set(positions, count);
  }

  private int all(Rows rows) {
    for (int i = 0; i < rows.count(); i++) {
      hits[i] = rows.position(i);
    }
    return rows.count();
  }

  private int check(Evaluator evaluator, Rows rows, int row) {
    for (int column : plan.conditionColumns()) {
      ColumnVector vector = repeated[column];
      vector.clear();
      for (int i = 0; i < rows.count(); i++) {
        vector.copyFrom(rows.position(i), stored.vector(column, row), RowStore.position(row));
      }
    }
    LongVector truth = (LongVector) evaluator.evaluate(both, rows);
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      if (truth.isNull(position)) {
        unknownLeft.set(position);
      } else if (truth.get(position) != 0) {
        hits[count++] = position;
      }
    }
    return count;
  }

  private void repeat(int column, int row, int[] targets, int count) {
    ColumnVector vector = repeated[column];
    vector.clear();
    for (int i = 0; i < count; i++) {
      vector.copyFrom(targets[i], stored.vector(column, row), RowStore.position(row));
    }
  }

  /** What is left to return of a left batch after all right rows. */
  private @Nullable Batch remaining(Batch rows) {
    leftBatch = null;
    if (!blocks.isLast()) {
      left.remember(matchedLeft, unknownLeft);
      return null;
    }
    return switch (plan.type()) {
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> null;
      case LEFT, FULL, ANTI -> remainder.selection(rows, matchedLeft, false);
      case SEMI -> remainder.selection(rows, matchedLeft, true);
      case MARK -> remainder.marked(rows, matchedLeft, unknownLeft::get);
    };
  }

  @Override
  public void close() {
    left.close();
    leftBatch = null;
    right.close();
    blocks.close();
    matchedRight.clear();
    closed = true;
  }
}
