package org.lightningdb.storage.block;

/**
 * How rows become the payload of a block, and when a block is full. Stateless but for its limits;
 * thread-safe.
 */
public interface BlockCodec {
  /** The {@link #encodedSize} at which a block is full. */
  int capacityBytes();

  /**
   * How much of a block the rows {@code from} to {@code to} (exclusive) take, in the measure of
   * {@link #capacityBytes}; about what they take on disk before compression.
   */
  long encodedSize(RowBuffer rows, int from, int to);

  /** Whether a row is too large to share a block with others. */
  boolean isHuge(int keyLength, int valueLength);

  /** The rows {@code from} to {@code to} (exclusive, at least one) as a block. */
  BlockImage image(RowBuffer rows, BlockKind kind, long storeId, int from, int to);
}
