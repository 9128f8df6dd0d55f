package org.lightningdb.storage.txn;

/** Who must hear of memory and log filling up, and may slow writers down. */
public interface WritePressure {
  /**
   * Called before a commit is ordered, without locks; may delay the caller.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code DISK_FULL} if there is no room
   *     and none is to be expected soon
   */
  void beforeCommit();

  /** Called after a commit was ordered, without locks; must not block. */
  void afterCommit();
}
