package org.lightningdb.storage.wal;

/** Takes the records of a log while it is opened, oldest first. */
@FunctionalInterface
public interface WalConsumer {
  /**
   * Called once for each record, in the order of their LSNs, by the opening thread.
   *
   * @param startLsn position of the record in the endless log
   * @param payload as appended; now the consumer's own
   */
  void accept(long startLsn, byte[] payload);
}
