package org.lightningdb.sql.exec.operator;

import org.lightningdb.sql.exec.batch.Batch;

/** Takes the batches of one worker. */
interface BatchSink {
  /**
   * Takes a batch, which is borrowed.
   *
   * @return whether it will take more
   */
  boolean accept(Batch batch);
}
