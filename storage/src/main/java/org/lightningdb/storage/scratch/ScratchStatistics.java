package org.lightningdb.storage.scratch;

/**
 * How much temporary files are used.
 *
 * @param filesOpen now
 * @param bytes that these hold on the disk
 * @param files created since the engine was opened
 * @param bytesWritten since then, as they went to the disk
 */
public record ScratchStatistics(int filesOpen, long bytes, long files, long bytesWritten) {}
