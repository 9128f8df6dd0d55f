package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Selector;
import org.lightningdb.sql.exec.store.SpillPartitions;

/**
 * One execution of a hash join. If no key of the right side comes twice, a left batch becomes one
 * batch: its columns are shared and the right ones are set beside them. Else pairs of matching rows
 * are collected up to a batch, then put together column by column. The residual is checked on that
 * batch. What a left batch leaves over (rows without a match, rows of a semi-join) is a selection
 * of that batch and not copied.
 */
final class HashJoinOperator implements Operator {
  private final HashJoinPlan plan;
  private final JoinType type;
  private final Execution execution;
  private final Operator left;
  private final JoinBuild build;
  private final @Nullable Selector residual;
  private final PairBatch pairs;
  private final JoinRemainder remainder;
  private final boolean inline;
  private final Rows found = new Rows();
  private final BitSet matchedRight = new BitSet();
  private boolean[] matchedLeft = new boolean[0];
  private int[] selected = new int[Batch.ROWS_MAX];
  private int[] matching = new int[0];
  private int[] firsts = new int[0];
  private @Nullable Batch leftBatch;
  private int leftIndex;
  private int candidate;
  private boolean chained;
  private boolean leftOpen;
  private boolean built;
  private boolean closed;
  private @Nullable PartitionedJoin partitioned;

  /** What makes of those parts the order of the left rows, if something relies on it. */
  private @Nullable OrderedParts inOrder;

  HashJoinOperator(HashJoinPlan plan, Execution execution, JoinPart part) {
    this(plan, execution, plan.left().operator(execution), part);
  }

  HashJoinOperator(HashJoinPlan plan, Execution execution, Operator left, JoinPart part) {
    this(plan, execution, left, new JoinBuild(plan, execution, part));
  }

  /**
   * @param build this operator's own, or beside one that others use, too, and that has been run
   */
  HashJoinOperator(HashJoinPlan plan, Execution execution, Operator left, JoinBuild build) {
    this.plan = plan;
    this.type = plan.type();
    this.execution = execution;
    this.left = left;
    this.build = build;
    this.residual = plan.residual() == null ? null : plan.residual().selector(execution);
    this.pairs = new PairBatch(plan.left().types(), plan.right().types());
    this.remainder =
        new JoinRemainder(type, plan.left().types().size(), plan.types().size(), pairs);
    this.inline = plan.residual() == null && type.keepsLeft();
  }

  @Override
  public void open() {
    closed = false;
    built = false;
    leftBatch = null;
    remainder.reset();
  }

  @Override
  public @Nullable Batch next() {
    if (closed) {
      return null;
    }
    if (!built) {
      boolean inMemory = build.run();
      built = true;
      if (!inMemory) {
        divide();
      } else if (!type.needsRight() || !build.isEmpty()) {
        leftOpen = true;
        left.open();
      }
    }
    if (inOrder != null) {
      return inOrder.next();
    }
    if (partitioned != null) {
      return partitioned.next();
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
    return type.keepsRight()
        ? remainder.nextRight(build.rows(), matchedRight, type == JoinType.RIGHT_SEMI)
        : null;
  }

  /** Brings the left side into files, too. */
  private void divide() {
    leftOpen = true;
    left.open();
    HashJoinPlan divided = plan.ordered() ? OrderedParts.numbered(plan) : plan;
    SpillPartitions lefts = build.divideLeft(left, divided.left().types());
    leftOpen = false;
    left.close();
    PartitionedJoin parts =
        new PartitionedJoin(divided, execution, build.nextPart(), lefts, build.partitions());
    partitioned = parts;
    if (plan.ordered()) {
      int number = plan.left().types().size();
      inOrder = new OrderedParts(parts, divided.types(), number, execution);
    }
  }

  private boolean beginBatch() {
    Batch rows = left.next();
    if (rows == null) {
      return false;
    }
    execution.context().checkCancelled();
    leftBatch = rows;
    leftIndex = 0;
    chained = false;
    firsts = build.probe(rows);
    if (matchedLeft.length < rows.positions()) {
      matchedLeft = new boolean[rows.positions()];
    }
    if (matching.length < rows.positions()) {
      matching = new int[rows.positions()];
      selected = new int[Math.max(rows.positions(), Batch.ROWS_MAX)];
    }
    Arrays.fill(matchedLeft, 0, rows.positions(), false);
    return true;
  }

  /** The next output of this left batch; null if there is none yet or no more. */
  private @Nullable Batch advance(Batch rows) {
    if (residual == null && !type.combines() && !type.keepsRight()) {
      leftBatch = null;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.rows().position(i);
        matchedLeft[position] = firsts[position] >= 0;
      }
      return remaining(rows);
    }
    if (leftIndex == rows.count()) {
      leftBatch = null;
      return remaining(rows);
    }
    return build.isUnique() ? advanceUnique(rows) : advancePairs(rows);
  }

  /** All matches of a left batch, where a row has at most one. */
  private @Nullable Batch advanceUnique(Batch rows) {
    leftIndex = rows.count();
    Rows asked = inline ? rows.rows() : withMatch(rows.rows());
    if (residual == null && type.keepsRight()) {
      for (int i = 0; i < asked.count(); i++) {
        noteRight(firsts[asked.position(i)]);
      }
    }
    if (asked.count() == 0 || (residual == null && !type.combines())) {
      return null;
    }
    Batch output = pairs.beside(rows, asked, firsts, build.rows());
    if (residual != null) {
      output.select(selected, residual.select(output, output.rows(), selected));
      for (int i = 0; i < output.count(); i++) {
        int position = output.rows().position(i);
        matchedLeft[position] = true;
        noteRight(firsts[position]);
      }
    }
    return type.combines() && output.count() > 0 ? output : null;
  }

  private Rows withMatch(Rows rows) {
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      matching[count] = position;
      count += firsts[position] >= 0 ? 1 : 0;
    }
    return found.set(matching, count);
  }

  private void noteRight(int row) {
    if (row >= 0 && type.keepsRight()) {
      matchedRight.set(row);
    }
  }

  private @Nullable Batch advancePairs(Batch rows) {
    collectPairs(rows);
    if (pairs.count() == 0) {
      return null;
    }
    if (residual == null) {
      for (int pair = 0; type.keepsRight() && pair < pairs.count(); pair++) {
        noteRight(pairs.right(pair));
      }
      return type.combines() ? pairs.combine(rows, build.rows()) : null;
    }
    Batch output = pairs.combine(rows, build.rows());
    output.select(selected, residual.select(output, output.rows(), selected));
    for (int i = 0; i < output.count(); i++) {
      int pair = output.rows().position(i);
      matchedLeft[pairs.left(pair)] = true;
      noteRight(pairs.right(pair));
    }
    return type.combines() && output.count() > 0 ? output : null;
  }

  private void collectPairs(Batch rows) {
    pairs.clear();
    while (leftIndex < rows.count() && !pairs.isFull()) {
      int position = rows.rows().position(leftIndex);
      if (!chained) {
        chained = true;
        candidate = firsts[position];
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
        chained = false;
      }
    }
  }

  /** What is left to return of a left batch when all its matches are known. */
  private @Nullable Batch remaining(Batch rows) {
    return switch (type) {
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> null;
      case LEFT, FULL -> inline ? null : remainder.selection(rows, matchedLeft, false);
      case SEMI -> remainder.selection(rows, matchedLeft, true);
      case ANTI -> remainder.selection(rows, matchedLeft, false);
      case MARK -> remainder.marked(rows, matchedLeft, build::isUnknown);
    };
  }

  @Override
  public void close() {
    closed = true;
    if (leftOpen) {
      leftOpen = false;
      left.close();
    }
    leftBatch = null;
    matchedRight.clear();
    PartitionedJoin parts = partitioned;
    partitioned = null;
    OrderedParts sorted = inOrder;
    inOrder = null;
    try {
      if (sorted != null) {
        sorted.close();
      }
      if (parts != null) {
        parts.close();
      }
    } finally {
      build.close();
    }
  }
}
