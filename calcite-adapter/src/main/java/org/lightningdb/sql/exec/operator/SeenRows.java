package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.KeyGroups;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * The rows that a recursive query has returned, so that none comes twice. When memory is scarce,
 * rows that are not among those seen so far are put off to the end of the round, and what is new
 * among them goes to a file, which is read once for each round.
 */
final class SeenRows {
  private final List<SqlType> types;
  private final Execution execution;
  private final KeyGroups seen;
  private final ColumnVector[] columns;
  private int[] selected = new int[0];
  private @Nullable SpilledRows seenInFile;
  private @Nullable SpilledRows putOff;
  private @Nullable Operator comparing;

  SeenRows(List<SqlType> types, Execution execution) {
    this.types = types;
    this.execution = execution;
    this.seen = new KeyGroups(types, execution.memory());
    this.columns = new ColumnVector[types.size()];
  }

  /** Leaves the rows of a batch that are certainly new. */
  void keepUnseen(Batch batch) {
    if (selected.length < batch.positions()) {
      selected = new int[batch.positions()];
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    if (seenInFile == null
        && execution.memory().isScarce(seen.bytes(), seen.growthBytes(batch.count()))) {
      seenInFile = new SpilledRows(types, execution);
    }
    if (seenInFile != null) {
      putOffUnknown(batch);
      return;
    }
    int known = seen.size();
    int[] groups = seen.assign(columns, batch);
    int count = 0;
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.rows().position(i);
      if (groups[position] == known) {
        known++;
        selected[count++] = position;
      }
    }
    batch.select(selected, count);
  }

  private void putOffUnknown(Batch batch) {
    SpilledRows target = putOff;
    if (target == null) {
      target = new SpilledRows(types, execution);
      putOff = target;
    }
    int[] groups = seen.lookUp(columns, batch);
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.rows().position(i);
      if (groups[position] < 0) {
        target.add(batch, position);
      }
    }
    batch.select(selected, 0);
  }

  /** The next rows that are new among those put off in this round; null if there are no more. */
  @Nullable Batch nextPutOff() {
    SpilledRows candidates = putOff;
    SpilledRows before = seenInFile;
    if (candidates == null || before == null) {
      return null;
    }
    Operator operator = comparing;
    if (operator == null) {
      operator =
          new SetOperationPlan(
                  List.of(new SpilledPlan(candidates), new SpilledPlan(before)), false, false)
              .operator(execution);
      comparing = operator;
      operator.open();
    }
    Batch batch = operator.next();
    if (batch == null) {
      endRound();
    } else {
      before.add(batch);
    }
    return batch;
  }

  private void endRound() {
    Operator operator = comparing;
    comparing = null;
    SpilledRows candidates = putOff;
    putOff = null;
    try {
      if (operator != null) {
        operator.close();
      }
    } finally {
      if (candidates != null) {
        candidates.close();
      }
    }
  }

  void close() {
    SpilledRows file = seenInFile;
    seenInFile = null;
    try {
      endRound();
    } finally {
      seen.clear();
      if (file != null) {
        file.close();
      }
    }
  }
}
