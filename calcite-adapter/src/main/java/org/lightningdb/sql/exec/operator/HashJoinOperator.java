package org.lightningdb.sql.exec.operator;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Selector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.LongVector;

/**
 * One execution of a hash join. Pairs of matching rows are collected up to a batch, then put
 * together column by column; the residual is checked on that batch. What a left batch leaves over
 * (rows without a match, rows of a semi-join) is a selection of that batch and not copied.
 */
final class HashJoinOperator implements Operator {
  private final HashJoinPlan plan;
  private final Execution execution;
  private final Operator left;
  private final JoinBuild build;
  private final @Nullable Selector residual;
  private final PairBatch pairs;
  private final Batch alone;
  private final boolean inline;
  private final Rows found = new Rows();
  private @Nullable Batch leftBatch;
  private int leftIndex;
  private int candidate;
  private boolean leftOpen;
  private boolean built;
  private boolean[] matchedLeft = new boolean[0];
  private final BitSet matchedRight = new BitSet();
  private int[] selected = new int[Batch.ROWS_MAX];
  private int unmatchedRight;

  HashJoinOperator(HashJoinPlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.left = plan.left().operator(execution);
    this.build = new JoinBuild(plan, execution);
    this.residual = plan.residual() == null ? null : plan.residual().selector(execution);
    this.pairs = new PairBatch(plan.left().types(), plan.right().types());
    this.alone = new Batch(plan.types().size());
    this.inline = plan.residual() == null && plan.type().keepsLeft();
  }

  @Override
  public void open() {
    built = false;
    leftBatch = null;
    unmatchedRight = 0;
  }

  @Override
  public @Nullable Batch next() {
    if (!built) {
      build.run();
      built = true;
      boolean needsRight = plan.type() == JoinType.INNER || plan.type() == JoinType.SEMI;
      if (!needsRight || !build.isEmpty()) {
        leftOpen = true;
        left.open();
      }
    }
    while (leftOpen) {
      Batch rows = leftBatch;
      if (rows == null) {
        if (!beginBatch()) {
          leftOpen = false;
          left.close();
        }
        continue;
      }
      Batch output = advance(rows);
      if (output != null) {
        return output;
      }
    }
    return plan.type().keepsRight() ? nextUnmatchedRight() : null;
  }

  private boolean beginBatch() {
    Batch rows = left.next();
    if (rows == null) {
      return false;
    }
    execution.context().checkCancelled();
    leftBatch = rows;
    leftIndex = 0;
    candidate = JoinBuild.NOT_ASKED;
    build.probe(rows);
    if (matchedLeft.length < rows.positions()) {
      matchedLeft = new boolean[rows.positions()];
    }
    java.util.Arrays.fill(matchedLeft, 0, rows.positions(), false);
    return true;
  }

  /** The next output of this left batch; null if there is none yet or no more. */
  private @Nullable Batch advance(Batch rows) {
    if (!plan.type().combines() && residual == null) {
      leftBatch = null;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.rows().position(i);
        matchedLeft[position] = build.first(position) >= 0;
      }
      return remaining(rows);
    }
    if (leftIndex == rows.count()) {
      leftBatch = null;
      return remaining(rows);
    }
    collectPairs(rows);
    if (pairs.count() == 0) {
      return null;
    }
    Batch output = pairs.combine(rows, build.rows());
    if (residual != null) {
      int count = residual.select(output, output.rows(), selected);
      output.select(selected, count);
      note(output.rows());
    } else if (plan.type().keepsRight()) {
      note(found.setFirst(pairs.count()));
    }
    return plan.type().combines() && output.count() > 0 ? output : null;
  }

  private void collectPairs(Batch rows) {
    pairs.clear();
    while (leftIndex < rows.count() && !pairs.isFull()) {
      int position = rows.rows().position(leftIndex);
      if (candidate == JoinBuild.NOT_ASKED) {
        candidate = build.first(position);
        if (candidate < 0 && inline) {
          pairs.add(position, -1);
        }
      }
      while (candidate >= 0 && !pairs.isFull()) {
        pairs.add(position, candidate);
        candidate = build.next(candidate, position);
      }
      if (candidate < 0) {
        leftIndex++;
        candidate = JoinBuild.NOT_ASKED;
      }
    }
  }

  /** Remembers which rows have a match. */
  private void note(Rows rows) {
    boolean keepsRight = plan.type().keepsRight();
    for (int i = 0; i < rows.count(); i++) {
      int pair = rows.position(i);
      matchedLeft[pairs.left(pair)] = true;
      if (keepsRight && pairs.right(pair) >= 0) {
        matchedRight.set(pairs.right(pair));
      }
    }
  }

  /** What is left to return of a left batch when all its matches are known. */
  private @Nullable Batch remaining(Batch rows) {
    return switch (plan.type()) {
      case INNER, RIGHT -> null;
      case LEFT, FULL -> inline ? null : selection(rows, false, true);
      case SEMI -> selection(rows, true, false);
      case ANTI -> selection(rows, false, false);
      case MARK -> marked(rows);
    };
  }

  private @Nullable Batch selection(Batch rows, boolean matched, boolean withNulls) {
    if (selected.length < rows.positions()) {
      selected = new int[rows.positions()];
    }
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      if (matchedLeft[position] == matched) {
        selected[count++] = position;
      }
    }
    if (count == 0) {
      return null;
    }
    share(rows);
    if (withNulls) {
      pairs.nullRight(alone, plan.left().types().size(), rows.positions());
    }
    alone.select(selected, count);
    return alone;
  }

  private void share(Batch rows) {
    for (int i = 0; i < rows.columnCount(); i++) {
      alone.setColumn(i, rows.column(i));
    }
    alone.takeRows(rows);
  }

  private Batch marked(Batch rows) {
    share(rows);
    LongVector marks = (LongVector) ColumnVector.create(ColumnKind.LONG, rows.positions());
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.rows().position(i);
      if (matchedLeft[position]) {
        marks.set(position, 1);
      } else if (build.isUnknown(position)) {
        marks.setNull(position);
      } else {
        marks.set(position, 0);
      }
    }
    alone.setColumn(rows.columnCount(), marks);
    return alone;
  }

  private @Nullable Batch nextUnmatchedRight() {
    pairs.clear();
    int size = build.rows().size();
    while (!pairs.isFull() && unmatchedRight < size) {
      unmatchedRight = matchedRight.nextClearBit(unmatchedRight);
      if (unmatchedRight < size) {
        pairs.add(-1, unmatchedRight++);
      }
    }
    return pairs.count() == 0 ? null : pairs.rightAlone(build.rows());
  }

  @Override
  public void close() {
    if (leftOpen) {
      leftOpen = false;
      left.close();
    }
    leftBatch = null;
    matchedRight.clear();
    build.close();
    unmatchedRight = Integer.MAX_VALUE;
  }
}
