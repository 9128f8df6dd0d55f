package org.lightningdb.storage.block;

/**
 * What has been read from the data file since it was opened; a hit in the cache reads nothing.
 *
 * @param calls reads of the file; one may read several blocks that lie side by side
 * @param blocks blocks read
 * @param bytes bytes read
 * @param aheadBlocks blocks among them that were read before a scan wanted them
 * @param aheadUsed how many of those a scan did want
 */
public record ReadCounts(long calls, long blocks, long bytes, long aheadBlocks, long aheadUsed) {
  /** Nothing read. */
  public static final ReadCounts NONE = new ReadCounts(0, 0, 0, 0, 0);
}
