package org.lightningdb.storage.txn;

/**
 * Which chunk records repeat the runs of a commit; see {@link ChunkRecord}.
 *
 * @param count how many; 0 if the log does not repeat them
 * @param fromLsn none of them starts before it; the end of a record, or 0
 * @param number what they all bear
 */
public record ChunkSet(long count, long fromLsn, long number) {
  /** No chunks. */
  public static final ChunkSet NONE = new ChunkSet(0, 0, 0);
}
