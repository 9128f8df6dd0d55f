package org.lightningdb.sql.exec.operator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.sql.exec.expression.Evaluator;
import org.lightningdb.sql.exec.expression.Selector;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * One execution of a merge join. A left batch is answered section by section: those rows whose
 * right rows have all been read. A section becomes batches as in a hash join: its columns are
 * shared if no row has several matches, else pairs are put together. Then the window moves on.
 */
final class MergeJoinOperator implements Operator {
  private final JoinType type;
  private final Execution execution;
  private final Operator left;
  private final MergeWindow window;
  private final List<Evaluator> leftKeys;
  private final @Nullable Selector residual;
  private final PairBatch pairs;
  private final JoinRemainder remainder;
  private final boolean inline;
  private final ColumnVector[] keys;
  private final Batch section;
  private final Rows found = new Rows();
  private boolean[] matchedLeft = new boolean[0];
  private int[] sectionRows = new int[0];
  private int[] matching = new int[0];
  private int[] selected = new int[Batch.ROWS_MAX];
  private int[] firsts = new int[0];
  private int[] ends = new int[0];
  private @Nullable Batch leftBatch;
  private int decided;
  private int next;
  private int candidate;
  private boolean inSection;
  private boolean passing;
  private boolean leftEnded;
  private boolean closed = true;

  MergeJoinOperator(MergeJoinPlan plan, Execution execution) {
    this.type = plan.type();
    this.execution = execution;
    this.left = plan.left().operator(execution);
    this.window = new MergeWindow(plan, execution);
    this.leftKeys = plan.keys().stream().map(key -> key.left().evaluator(execution)).toList();
    this.keys = new ColumnVector[leftKeys.size()];
    this.residual = plan.residual() == null ? null : plan.residual().selector(execution);
    int leftColumns = plan.left().types().size();
    this.section = new Batch(leftColumns);
    this.pairs = new PairBatch(plan.left().types(), plan.right().types());
    this.remainder = new JoinRemainder(type, leftColumns, plan.types().size(), pairs);
    this.inline = residual == null && type.keepsLeft();
  }

  @Override
  public void open() {
    closed = false;
    leftEnded = false;
    inSection = false;
    passing = false;
    leftBatch = null;
    left.open();
    window.open();
  }

  @Override
  public @Nullable Batch next() {
    while (!closed) {
      if (inSection) {
        Batch output = advance();
        if (output != null) {
          return output;
        }
      } else if (passing) {
        Batch output = passed();
        if (output != null) {
          return output;
        }
        passing = false;
        if (window.isExhausted() && (leftEnded || type.needsRight())) {
          return null;
        }
        window.load();
      } else if (leftEnded) {
        if (!type.keepsRight()) {
          return null;
        }
        window.passAll();
        passing = true;
      } else {
        decide();
      }
    }
    return null;
  }

  /** Makes the next left rows that can be answered a section, or has the window move on. */
  private void decide() {
    if (type.needsRight() && window.isExhausted()) {
      passing = true;
      return;
    }
    Batch rows = leftBatch;
    if (rows == null || decided == rows.count()) {
      rows = left.next();
      leftBatch = rows;
      if (rows == null) {
        leftEnded = true;
        left.close();
        return;
      }
      begin(rows);
    }
    int from = decided;
    decided = window.match(keys, rows.rows(), from, firsts, ends);
    if (decided == from) {
      passing = true;
      return;
    }
    for (int i = from; i < decided; i++) {
      sectionRows[i - from] = rows.rows().position(i);
    }
    section.select(sectionRows, decided - from);
    inSection = true;
    next = 0;
    candidate = -1;
  }

  private void begin(Batch rows) {
    execution.context().checkCancelled();
    decided = 0;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = leftKeys.get(i).evaluate(rows, rows.rows());
    }
    int positions = rows.positions();
    if (firsts.length < positions) {
      firsts = new int[positions];
      ends = new int[positions];
      matchedLeft = new boolean[positions];
      sectionRows = new int[positions];
      matching = new int[positions];
      selected = new int[Math.max(positions, Batch.ROWS_MAX)];
    }
    Arrays.fill(matchedLeft, 0, positions, false);
    for (int i = 0; i < section.columnCount(); i++) {
      section.setColumn(i, rows.column(i));
    }
    section.reset(positions);
  }

  /** The next output of the section; null if there is none yet or no more. */
  private @Nullable Batch advance() {
    if (next == section.count()) {
      inSection = false;
      return remaining();
    }
    if (residual == null && !type.combines()) {
      next = section.count();
      noteMatches();
      return null;
    }
    return window.isRepeated() ? advancePairs() : advanceSingle();
  }

  /** What matches if nothing but the keys is asked. */
  private void noteMatches() {
    for (int i = 0; i < section.count(); i++) {
      int position = section.rows().position(i);
      matchedLeft[position] = firsts[position] >= 0;
      noteRight(position);
    }
  }

  private void noteRight(int position) {
    if (type.keepsRight() && firsts[position] >= 0) {
      for (int row = firsts[position]; row < ends[position]; row++) {
        window.setMatched(row);
      }
    }
  }

  /** All matches of a section where each row has at most one. */
  private @Nullable Batch advanceSingle() {
    next = section.count();
    Rows asked = inline ? section.rows() : withMatch();
    if (residual == null) {
      noteMatches();
    }
    if (asked.count() == 0) {
      return null;
    }
    Batch output = pairs.beside(section, asked, firsts, window.rows());
    if (residual != null) {
      output.select(selected, residual.select(output, output.rows(), selected));
      for (int i = 0; i < output.count(); i++) {
        int position = output.rows().position(i);
        matchedLeft[position] = true;
        noteRight(position);
      }
    }
    return type.combines() && output.count() > 0 ? output : null;
  }

  private Rows withMatch() {
    int count = 0;
    for (int i = 0; i < section.count(); i++) {
      int position = section.rows().position(i);
      matching[count] = position;
      count += firsts[position] >= 0 ? 1 : 0;
    }
    return found.set(matching, count);
  }

  private @Nullable Batch advancePairs() {
    collectPairs();
    if (pairs.count() == 0) {
      return null;
    }
    Batch output = pairs.combine(section, window.rows());
    if (residual == null) {
      for (int pair = 0; type.keepsRight() && pair < pairs.count(); pair++) {
        if (pairs.right(pair) >= 0) {
          window.setMatched(pairs.right(pair));
        }
      }
      return output;
    }
    output.select(selected, residual.select(output, output.rows(), selected));
    for (int i = 0; i < output.count(); i++) {
      int pair = output.rows().position(i);
      matchedLeft[pairs.left(pair)] = true;
      if (type.keepsRight()) {
        window.setMatched(pairs.right(pair));
      }
    }
    return type.combines() && output.count() > 0 ? output : null;
  }

  private void collectPairs() {
    pairs.clear();
    while (next < section.count() && !pairs.isFull()) {
      int position = section.rows().position(next);
      int first = firsts[position];
      if (first < 0) {
        if (inline) {
          pairs.add(position, -1);
        }
        next++;
        continue;
      }
      int row = candidate < 0 ? first : candidate;
      while (row < ends[position] && !pairs.isFull()) {
        pairs.add(position, row++);
      }
      boolean done = row == ends[position];
      candidate = done ? -1 : row;
      next += done ? 1 : 0;
    }
  }

  /** What is left to return of a section when all its matches are known. */
  private @Nullable Batch remaining() {
    return switch (type) {
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> null;
      case LEFT, FULL -> inline ? null : remainder.selection(section, matchedLeft, false);
      case SEMI -> remainder.selection(section, matchedLeft, true);
      case ANTI -> remainder.selection(section, matchedLeft, false);
      case MARK -> throw new IllegalStateException("a mark join by merging");
    };
  }

  /** Right rows that the window is about to forget and that have to be returned alone. */
  private @Nullable Batch passed() {
    if (!type.keepsRight()) {
      return null;
    }
    pairs.clear();
    while (!pairs.isFull()) {
      int row = window.nextPassed(type == JoinType.RIGHT_SEMI);
      if (row < 0) {
        break;
      }
      pairs.add(-1, row);
    }
    if (pairs.count() == 0) {
      return null;
    }
    return type.keepsRightAlone()
        ? pairs.rightOnly(window.rows())
        : pairs.rightAlone(window.rows());
  }

  @Override
  public void close() {
    closed = true;
    leftBatch = null;
    left.close();
    window.close();
  }
}
