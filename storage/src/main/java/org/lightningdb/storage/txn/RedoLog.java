package org.lightningdb.storage.txn;

/** How those who read logs without an engine learn what a record says. */
public final class RedoLog {
  private RedoLog() {}

  /**
   * Plays the record that starts at {@code lsn} to {@code target}, whose {@code begin} may refuse
   * it.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} if it is no record
   */
  public static void replay(long lsn, byte[] payload, RedoTarget target) {
    CommitRecord.replay(lsn, payload, target);
  }
}
