package org.lightningdb.storage.txn;

import org.lightningdb.storage.run.RunReader;

/**
 * A run of a transaction that has not committed.
 *
 * @param level 0 as spilled; a merge of runs is one above them
 */
record SpilledRun(RunReader reader, int level) {
  int firstSequence() {
    return reader.root().firstSequence();
  }

  int endSequence() {
    return reader.root().endSequence();
  }
}
