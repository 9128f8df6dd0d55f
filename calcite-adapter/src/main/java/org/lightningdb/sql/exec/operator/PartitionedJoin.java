package org.lightningdb.sql.exec.operator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.SpillPartitions;
import org.lightningdb.sql.exec.store.SpilledRows;

/**
 * A hash join whose right side did not fit in memory: both sides are in files, divided by key, and
 * each pair of parts is a join of its own, divided again if need be. A part that dividing does not
 * make smaller, because one key has most rows, is joined block by block of its right rows: what a
 * block leaves of the left rows goes on to the next.
 */
final class PartitionedJoin {
  /** A part with more than this share of the rows is not divided again. */
  private static final double SHARE_MAX = 0.8;

  private static final int BLOCK_SHARE = 8;

  private final HashJoinPlan plan;
  private final Execution execution;
  private final JoinPart part;
  private final SpillPartitions lefts;
  private final SpillPartitions rights;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<SpilledRows> temporary = new ArrayList<>();
  private @Nullable Operator current;
  private int next;

  /** Something to do, and the rows that it makes, if any. */
  private interface Step {
    @Nullable Operator start();
  }

  PartitionedJoin(
      HashJoinPlan plan,
      Execution execution,
      JoinPart part,
      SpillPartitions lefts,
      SpillPartitions rights) {
    this.plan = plan;
    this.execution = execution;
    this.part = part;
    this.lefts = lefts;
    this.rights = rights;
  }

  @Nullable Batch next() {
    while (true) {
      Operator running = current;
      if (running != null) {
        Batch batch = running.next();
        if (batch != null) {
          return batch;
        }
        current = null;
        running.close();
        continue;
      }
      Step step = steps.poll();
      if (step != null) {
        Operator started = step.start();
        if (started != null) {
          current = started;
          started.open();
        }
      } else if (next < SpillPartitions.COUNT) {
        begin(next++);
      } else {
        return null;
      }
    }
  }

  private void begin(int number) {
    closeTemporary();
    if (number > 0) {
      lefts.part(number - 1).close();
      rights.part(number - 1).close();
    }
    SpilledRows left = lefts.part(number);
    SpilledRows right = rights.part(number);
    boolean dominated = right.rowCount() > SHARE_MAX * rights.rowCount();
    if ((dominated && part.level() > 1) || part.level() >= SpillPartitions.LEVEL_MAX) {
      addBlocks(left, right);
    } else if (left.rowCount() > 0 || right.rowCount() > 0) {
      steps.add(() -> join(plan.type(), left, right, part));
    }
  }

  private HashJoinPlan with(JoinType type, OperatorPlan left, OperatorPlan right) {
    return new HashJoinPlan(
        left,
        right,
        type,
        plan.leftKeys(),
        plan.rightKeys(),
        plan.nullSafe(),
        plan.residual(),
        false);
  }

  private Operator join(JoinType type, SpilledRows left, SpilledRows right, JoinPart of) {
    return new HashJoinOperator(
        with(type, new SpilledPlan(left), new SpilledPlan(right)), execution, of);
  }

  private SpilledRows temporary(List<SqlType> types) {
    SpilledRows rows = new SpilledRows(types, execution);
    temporary.add(rows);
    return rows;
  }

  /** Joins block after block of the right rows; then come the left rows that no block matched. */
  private void addBlocks(SpilledRows left, SpilledRows right) {
    JoinType type = plan.type();
    JoinPart whole = part.indivisible();
    boolean rest = type == JoinType.LEFT || type == JoinType.FULL || !rightOrBoth(type);
    SpilledRows remaining = left;
    for (SpilledRows block : blocks(right)) {
      SpilledRows before = remaining;
      switch (type) {
        case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI ->
            steps.add(() -> join(type, left, block, whole));
        case LEFT -> steps.add(() -> join(JoinType.INNER, left, block, whole));
        case FULL -> steps.add(() -> join(JoinType.RIGHT, left, block, whole));
        case SEMI -> steps.add(() -> join(type, before, block, whole));
        case MARK -> steps.add(() -> marked(before, block, whole));
        case ANTI -> {}
      }
      if (rest) {
        SpilledRows after = temporary(left.types());
        steps.add(() -> keepUnmatched(before, block, after, whole));
        remaining = after;
      }
    }
    if (rest && type != JoinType.SEMI) {
      SpilledRows last = remaining;
      SpilledRows none = temporary(right.types());
      steps.add(() -> join(type == JoinType.FULL ? JoinType.LEFT : type, last, none, whole));
    }
  }

  private static boolean rightOrBoth(JoinType type) {
    return type == JoinType.INNER || type == JoinType.RIGHT || type.keepsRightAlone();
  }

  /** The rows that match a block, with their marks. */
  private Operator marked(SpilledRows left, SpilledRows block, JoinPart of) {
    OperatorPlan right = new SpilledPlan(block);
    OperatorPlan matching = with(JoinType.SEMI, new SpilledPlan(left), right);
    return new HashJoinOperator(with(JoinType.MARK, matching, right), execution, of);
  }

  private @Nullable Operator keepUnmatched(
      SpilledRows left, SpilledRows block, SpilledRows target, JoinPart of) {
    Operator unmatched = join(JoinType.ANTI, left, block, of);
    try {
      unmatched.open();
      for (Batch batch = unmatched.next(); batch != null; batch = unmatched.next()) {
        target.add(batch);
      }
    } finally {
      unmatched.close();
    }
    return null;
  }

  /** The rows in files of which each fits in memory. */
  private List<SpilledRows> blocks(SpilledRows right) {
    List<SpilledRows> blocks = new ArrayList<>();
    long rowBytes = 64 + 32L * right.types().size();
    long rowsMax = Math.max(1024, execution.memory().bytesMax() / BLOCK_SHARE / rowBytes);
    SpilledRows.Reader reader = right.reader();
    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
      execution.context().checkCancelled();
      if (blocks.isEmpty() || blocks.get(blocks.size() - 1).rowCount() >= rowsMax) {
        blocks.add(temporary(right.types()));
      }
      blocks.get(blocks.size() - 1).add(batch);
    }
    return blocks;
  }

  private void closeTemporary() {
    temporary.forEach(SpilledRows::close);
    temporary.clear();
  }

  void close() {
    Operator running = current;
    current = null;
    try {
      if (running != null) {
        running.close();
      }
    } finally {
      steps.clear();
      closeTemporary();
      lefts.close();
      rights.close();
    }
  }
}
