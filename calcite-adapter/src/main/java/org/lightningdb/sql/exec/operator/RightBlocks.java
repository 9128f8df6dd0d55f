package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SpilledRows;

/**
 * The right rows of a nested loop join, block by block: as many at once as memory allows, while
 * those of the blocks to come are in a file. Usually there is one block.
 */
final class RightBlocks {
  private final Execution execution;
  private final List<SqlType> types;
  private final RowStore block;
  private @Nullable SpilledRows rest;
  private SpilledRows.@Nullable Reader reader;

  /** The first rows of the next block; null = this block is the last. */
  private @Nullable Batch pending;

  RightBlocks(List<SqlType> types, Execution execution) {
    this.execution = execution;
    this.types = types;
    this.block = new RowStore(types, execution.memory());
  }

  /** Takes all rows and makes the first block of them. */
  void read(Operator right) {
    right.open();
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      execution.context().checkCancelled();
      take(batch);
    }
    right.close();
    SpilledRows others = rest;
    if (others != null) {
      SpilledRows.Reader first = others.reader();
      reader = first;
      pending = first.next();
    }
  }

  private void take(Batch batch) {
    SpilledRows others = rest;
    if (others == null && !hasRoom(batch)) {
      others = new SpilledRows(types, execution);
      rest = others;
    }
    if (others == null) {
      block.append(batch);
    } else {
      others.add(batch);
    }
  }

  private boolean hasRoom(Batch batch) {
    return block.size() == 0
        || !execution.memory().isScarce(block.bytes(), block.growthBytes(batch.count()));
  }

  /** The rows of this block. */
  RowStore block() {
    return block;
  }

  boolean isLast() {
    return pending == null;
  }

  /** Puts the next block in the place of this one. */
  void advance() {
    SpilledRows.Reader source = reader;
    block.clear();
    while (source != null && pending != null && hasRoom(pending)) {
      execution.context().checkCancelled();
      block.append(pending);
      pending = source.next();
    }
  }

  void close() {
    block.clear();
    reader = null;
    pending = null;
    SpilledRows others = rest;
    rest = null;
    if (others != null) {
      others.close();
    }
  }
}
